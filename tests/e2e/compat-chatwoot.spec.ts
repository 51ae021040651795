import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { composer, say } from './support/chat'
import { formerHash, test } from './support/former-product'
import { expect, field, frame, launcher, noteConsole, openWidget, panel, sayFromShop } from './support/widget'

/** Makes the page record Chatwoot's events from the start. */
const LISTEN = `<script>heard=[];
  for (const name of ['ready','opened','closed','on-message'])
    addEventListener('chatwoot:'+name, ({detail}) => heard.push(detail ? [name, Object.keys(detail).sort().join()] : name))
</script>`

type Chatwoot = { isOpen: boolean } & Record<string, (...values: unknown[]) => void>

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)

function call(page: Page, name: string, ...values: unknown[]): Promise<void> {
  return page.evaluate(
    ([name, values]) => (window as unknown as { $chatwoot: Chatwoot }).$chatwoot[name as string]?.(...values),
    [name, values] as const,
  )
}

test('Chatwoot’s snippet loads the chat and its events after changing one address', async ({
  openShop,
  chatwoot,
  agentPage,
}) => {
  const page = await openShop({ path: '/chatwoot', html: LISTEN + chatwoot })
  const lines = noteConsole(page)
  await openWidget(page)
  const text = `From an old page ${randomUUID()}`
  await sayFromShop(page, text)
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: text }).click()
  await expect(composer(agent)).toBeVisible()
  await say(agent, 'Welcome over')
  await expect(frame(page).getByRole('log')).toContainText('Welcome over')
  await call(page, 'toggle', 'close')
  await expect(panel(page)).toBeHidden()
  expect(await heard(page)).toEqual(['ready', 'opened', ['on-message', 'conversationId,sequence'], 'closed'])
  await call(page, 'toggle')
  await expect(field(page)).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { $chatwoot: Chatwoot }).$chatwoot.isOpen)).toBe(
    true,
  )
  expect(lines).toEqual([])
})

test('Chatwoot’s settings set corner, button and language', async ({ openShop, chatwoot }) => {
  const page = await openShop({
    path: '/chatwoot-settings',
    html: `<script>window.chatwootSettings={position:'left',type:'expanded_bubble',launcherTitle:'Fragen?',locale:'de_AT'}</script>${chatwoot}`,
  })
  await expect(launcher(page)).toContainText('Fragen?')
  await expect(launcher(page)).toHaveAccessibleName('Chat öffnen')
  expect((await launcher(page).boundingBox())?.x).toBe(20)
  await launcher(page).click()
  await expect(frame(page).getByRole('textbox', { name: 'Nachricht' })).toBeVisible()
  expect((await panel(page).boundingBox())?.x).toBe(20)
  await page.setViewportSize({ width: 400, height: 700 })
  expect(await panel(page).boundingBox()).toMatchObject({ x: 0, width: 400 })

  const hidden = await openShop({
    path: '/chatwoot-hidden',
    html: `${LISTEN}<script>window.chatwootSettings={hideMessageBubble:true}</script>${chatwoot}`,
  })
  await expect.poll(() => heard(hidden)).toEqual(['ready'])
  await expect(launcher(hidden)).toBeHidden()
  await call(hidden, 'toggleBubbleVisibility', 'show')
  await expect(launcher(hidden)).toBeVisible()
  await call(hidden, 'toggleBubbleVisibility', 'hide')
  await call(hidden, 'toggle', 'open')
  await expect(field(hidden)).toBeVisible()
  await expect(launcher(hidden)).toBeHidden()
  await call(hidden, 'reset')
  await call(hidden, 'toggle', 'open')
  await expect(field(hidden)).toBeVisible()
  await expect(launcher(hidden)).toBeHidden()
})

test('Chatwoot’s setUser, called when ready, is accepted with its hash, and reset clears it', async ({
  openShop,
  chatwoot,
  agentPage,
}) => {
  const user = `cw-${randomUUID()}`
  const known = {
    name: 'Carla Chatwoot',
    email: 'carla@shop.example',
    avatar_url: 'https://shop.example/c.png',
    identifier_hash: formerHash(user),
  }
  const page = await openShop({
    path: '/chatwoot-user',
    html: `<script>addEventListener('chatwoot:ready',()=>$chatwoot.setUser('${user}',${JSON.stringify(known)}))</script>${chatwoot}`,
  })
  await openWidget(page)
  await sayFromShop(page, `I am ${user}`)
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: user }).click()
  await expect(agent.getByText('Verified', { exact: true }).first()).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'Carla Chatwoot' }).first()).toBeVisible()

  await call(page, 'reset')
  await expect(launcher(page)).toBeVisible()
  await openWidget(page)
  await expect(frame(page).getByText('Hello! How can we help?')).toBeVisible()
  await expect(frame(page).getByText(`I am ${user}`)).toHaveCount(0)
})

test('unsupported Chatwoot features are reported once, and invalid calls do no harm', async ({
  openShop,
  chatwoot,
}) => {
  const page = await openShop({
    path: '/chatwoot-nonsense',
    html: `${LISTEN}<script>window.chatwootSettings={get position(){throw new Error('mine')},locale:{},launcherTitle:'x'.repeat(1e6),type:'expanded_bubble'}</script>${chatwoot}`,
  })
  const lines = noteConsole(page)
  await expect(launcher(page)).toBeVisible()
  await expect(launcher(page)).not.toContainText('x')
  for (const times of [1, 2]) {
    await call(page, 'setCustomAttributes', { plan: 'pro', times })
    await call(page, 'setLabel', 'vip')
    await call(page, 'popoutChatWindow')
  }
  await page.evaluate(() => {
    const { $chatwoot, chatwootSDK } = window as unknown as { $chatwoot: Chatwoot; chatwootSDK: Chatwoot }
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('mine')
        },
      },
    )
    for (const value of [
      undefined,
      null,
      7,
      trap,
      { name: 'x'.repeat(1e6), email: [], identifier_hash: 'no' },
    ]) {
      $chatwoot.setUser?.(value, value)
      $chatwoot.toggleBubbleVisibility?.(value)
    }
    chatwootSDK.run?.(trap)
  })
  await openWidget(page)
  await expect(field(page)).toBeVisible()
  const ours = lines.filter((line) => line.includes('no_counterpart'))
  expect(ours).toEqual(
    ['setCustomAttributes', 'setLabel', 'popoutChatWindow'].map((name) =>
      expect.stringContaining(`no_counterpart ${name}.`),
    ),
  )
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('Chatwoot’s snippet works under the same strict policy as our tag with data-key', async ({
  openShop,
  chatwoot,
  porchlight: { url },
}) => {
  const policy = `default-src 'none'; script-src 'nonce-n' ${url}; frame-src ${url}; connect-src ${url}`
  const page = await openShop({
    path: '/chatwoot-policy',
    html: chatwoot.replace('<script>', '<script nonce="n">'),
    headers: { 'content-security-policy': policy },
  })
  const lines = noteConsole(page)
  await openWidget(page)
  expect(lines).toEqual([])
})

test('an unknown website token is reported in the console', async ({ openShop, chatwoot }) => {
  const lines: string[] = []
  const page = await openShop({ path: '/empty', html: '' })
  page.on('console', (message) => lines.push(message.text()))
  await page.setContent(LISTEN + chatwoot.replace(/websiteToken: '\w+'/, "websiteToken: 'gone'"))
  await expect.poll(() => lines.join()).toMatch(/unknown_key \S+ gone/)
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
  expect(await heard(page)).toEqual([])
})
