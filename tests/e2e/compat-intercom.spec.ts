import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { SignJWT } from 'jose'
import { composer, say } from './support/chat'
import { former, formerHash, test } from './support/former-product'
import { expect, field, frame, launcher, noteConsole, openWidget, panel, sayFromShop } from './support/widget'

type Intercom = (...values: unknown[]) => void

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)

function call(page: Page, ...values: unknown[]): Promise<void> {
  return page.evaluate((values) => (window as unknown as { Intercom: Intercom }).Intercom(...values), values)
}

/** The snippet with more settings, as pages add them. */
function withSettings(snippet: string, settings: object): string {
  return snippet.replace('app_id:', `...${JSON.stringify(settings)}, app_id:`)
}

/** Calls that a page makes before the script has loaded. */
const LISTEN = `<script>heard=[];Intercom('onShow',()=>heard.push('show'));Intercom('onHide',()=>heard.push('hide'));
  Intercom('onUnreadCountChange',(count)=>heard.push(count))</script>`

test('Intercom’s snippet loads the chat after changing one address, and its queue is replayed', async ({
  openShop,
  intercom,
  agentPage,
}) => {
  const page = await openShop({ path: '/intercom', html: intercom + LISTEN })
  const lines = noteConsole(page)
  await expect(launcher(page)).toBeVisible()
  const text = `From an old page ${randomUUID()}`
  await call(page, 'showNewMessage', text)
  await expect(field(page)).toHaveValue(text)
  await field(page).press('Enter')
  await expect(frame(page).getByRole('log')).toContainText(/Sent|Read/)
  await call(page, 'hide')
  await expect(panel(page)).toBeHidden()

  await call(page, 'trackEvent', 'invited-friend', { friends: 2 })
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: text }).click()
  await expect(composer(agent)).toBeVisible()
  const events = agent.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await expect(events).toHaveText([/^invited-friend.*friends: 2/])
  await say(agent, 'Welcome over')
  await expect.poll(() => heard(page)).toEqual(['show', 'hide', 1])
  await call(page, 'show')
  await expect(frame(page).getByRole('log')).toContainText('Welcome over')
  await expect.poll(() => heard(page)).toEqual(['show', 'hide', 1, 'show', 0])
  expect(lines).toEqual([])
})

test('Intercom’s settings set corner, distance, language, and the page’s own buttons', async ({
  openShop,
  intercom,
}) => {
  const settings = {
    alignment: 'left',
    horizontal_padding: 40,
    vertical_padding: '60',
    language_override: 'fr',
    custom_launcher_selector: '.ask',
  }
  const page = await openShop({
    path: '/intercom-settings',
    html: `<a class="ask" href="/help"><b>Ask us</b></a>${withSettings(intercom, settings)}`,
  })
  await expect(launcher(page)).toHaveAccessibleName('Ouvrir le chat')
  const box = await launcher(page).boundingBox()
  expect([box?.x, (box?.y ?? 0) + (box?.height ?? 0)]).toEqual([40, 720 - 60])
  await page.getByText('Ask us').click()
  await expect(frame(page).getByRole('textbox').first()).toBeVisible()
  expect((await panel(page).boundingBox())?.x).toBe(40)
  expect(new URL(page.url()).pathname).toBe('/intercom-settings')

  const hidden = await openShop({
    path: '/intercom-hidden',
    html: withSettings(intercom, { hide_default_launcher: true, custom_launcher_selector: '((' }),
  })
  const lines = noteConsole(hidden)
  await call(hidden, 'show')
  await expect(field(hidden)).toBeVisible()
  await expect(launcher(hidden)).toBeHidden()
  await call(hidden, 'update', { hide_default_launcher: false })
  await expect(launcher(hidden)).toBeVisible()
  await hidden.mouse.click(5, 5)
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('Intercom’s boot accepts a user with their hash, and shutdown clears them', async ({
  openShop,
  intercom,
  agentPage,
}) => {
  const email = `${randomUUID()}@shop.example`
  const user = { email, name: 'Ines Intercom', user_hash: formerHash(email), created_at: 1_700_000_000 }
  // Like single-page apps: no settings beside the snippet, and a call once the user is known.
  const page = await openShop({
    path: '/intercom-user',
    html: intercom.replace(/window\.intercomSettings = \{[^}]*\};/, ''),
  })
  await page.waitForFunction(() => !('q' in (window as unknown as { Intercom: object }).Intercom))
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
  await call(page, 'boot', { app_id: former.appId, ...user })
  await openWidget(page)
  await sayFromShop(page, `I am ${email}`)
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: email }).click()
  await expect(agent.getByText('Verified', { exact: true }).first()).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'Ines Intercom' }).first()).toBeVisible()

  await call(page, 'shutdown')
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
  await call(page, 'boot', { app_id: former.appId })
  await openWidget(page)
  await expect(frame(page).getByText(`I am ${email}`)).toHaveCount(0)
})

test('Intercom’s token is accepted once it names the site', async ({
  allowed,
  openShop,
  intercom,
  agentPage,
}) => {
  const intercom_user_jwt = await new SignJWT({
    user_id: randomUUID(),
    email: 'jo@shop.example',
    name: 'Jo Token',
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(allowed.key)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(former.secret))
  const token = await openShop({
    path: '/intercom-token',
    html: withSettings(intercom, { intercom_user_jwt }),
  })
  await openWidget(token)
  const text = `Signed ${randomUUID()}`
  await sayFromShop(token, text)
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: text }).click()
  await expect(agent.getByText('Verified', { exact: true }).first()).toBeVisible()
  await expect(agent.getByRole('heading', { name: 'Jo Token' }).first()).toBeVisible()
})

test('unsupported Intercom features are reported once, and invalid calls do no harm', async ({
  openShop,
  intercom,
}) => {
  const page = await openShop({
    path: '/intercom-nonsense',
    html: `<script>window.intercomSettings={app_id:'${former.appId}',get name(){throw new Error('mine')},email:{},user_hash:'no',alignment:'up',vertical_padding:1e9}</script>
      ${intercom.replace(/window\.intercomSettings = \{[^}]*\};/, '')}<script>Intercom.q.push(null,7,[Symbol.iterator],{length:1e9})</script>`,
  })
  const lines = noteConsole(page)
  await expect(launcher(page)).toBeVisible()
  for (const name of ['startTour', 'startTour', 'showArticle', '__proto__', 'constructor'])
    await call(page, name, 1)
  await page.evaluate(() => {
    const { Intercom } = window as unknown as { Intercom: Intercom }
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('mine')
        },
      },
    )
    for (const name of ['boot', 'update', 'onShow', 'showNewMessage', 'showConversation', 'show', 'hide'])
      for (const value of [undefined, null, 7, trap, 'x'.repeat(1e6)]) Intercom(name, value, value)
  })
  await openWidget(page)
  await expect(field(page)).toHaveValue('x'.repeat(4_000))
  for (const name of ['startTour', 'showArticle', '__proto__', 'constructor'])
    expect(lines.filter((line) => line.includes(`no_counterpart ${name}.`))).toHaveLength(1)
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('Intercom’s snippet works under the same strict policy as our tag', async ({
  openShop,
  intercom,
  porchlight: { url },
}) => {
  const policy = `default-src 'none'; script-src 'nonce-n' ${url}; frame-src ${url}`
  const page = await openShop({
    path: '/intercom-policy',
    html: intercom.replaceAll('<script>', '<script nonce="n">'),
    headers: { 'content-security-policy': policy },
  })
  const lines = noteConsole(page)
  await openWidget(page)
  expect(lines).toEqual([])
})

test('an unknown app id is reported in the console', async ({ openShop, intercom }) => {
  const lines: string[] = []
  const page = await openShop({ path: '/empty', html: '' })
  page.on('console', (message) => lines.push(message.text()))
  await page.setContent(intercom.replaceAll(former.appId, 'nothing1'))
  await expect.poll(() => lines.join()).toContain('unknown_key nothing1')
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
})
