import type { Page } from '@playwright/test'
import {
  expect,
  field,
  frame,
  IN_FIREFOX,
  launcher,
  noteConsole,
  openWidget,
  panel,
  sayFromShop,
  test,
} from './support/widget'

/** Makes a call as the page's own script would. */
function call(page: Page, ...values: unknown[]): Promise<void> {
  return page.evaluate((values) => {
    const { Porchlight } = window as unknown as { Porchlight: (...values: unknown[]) => void }
    Porchlight(...values)
  }, values)
}

const START = '/api/support/conversations'

const QUEUE = '<script>window.Porchlight??=function(){(Porchlight.q??=[]).push(arguments)}</script>'

test('W-08 calls made before the script has loaded are not lost', { tag: IN_FIREFOX }, async ({
  openShop,
  tag,
}) => {
  const page = await openShop({
    path: '/early',
    html: `${QUEUE}<script>heard=[];Porchlight('on','ready',()=>heard.push('ready'));Porchlight('on','open',()=>heard.push('open'));
      Porchlight('newMessage','I need a lantern')</script>${tag}`,
  })
  await expect(field(page)).toHaveValue('I need a lantern')
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    'open',
    'ready',
  ])
})

test('W-08 a text prefilled by the page can be sent at once', async ({ openShop, context }) => {
  const statuses: number[] = []
  context.on('response', (response) => {
    if (response.request().method() === 'POST' && new URL(response.url()).pathname === START)
      statuses.push(response.status())
  })
  const page = await openShop({ path: '/prefilled' })
  await expect(launcher(page)).toBeVisible()
  await call(page, 'newMessage', 'I need a lantern')
  await expect(field(page)).toHaveValue('I need a lantern')
  await field(page).press('Enter')
  await expect(frame(page).getByRole('log')).toContainText('I need a lantern')
  await expect(frame(page).getByRole('log')).toContainText(/Sent|Read/)
  expect(statuses).toEqual([201])
})

test('W-08 show, hide and toggle open and close, and notify listeners until they unsubscribe', async ({
  openShop,
}) => {
  const page = await openShop({ path: '/calls' })
  await expect(launcher(page)).toBeVisible()
  await page.evaluate(() => {
    const heard: string[] = []
    const opened = () => heard.push('open')
    const closed = () => heard.push('close')
    Object.assign(window, { heard, opened })
    window.Porchlight?.('on', 'open', opened)
    window.Porchlight?.('on', 'close', closed)
    window.Porchlight?.('on', 'close', () => {
      throw new Error('of the page')
    })
  })
  await call(page, 'show')
  await expect(field(page)).toBeFocused()
  await call(page, 'hide')
  await expect(panel(page)).toBeHidden()
  await call(page, 'toggle')
  await expect(panel(page)).toBeVisible()
  await page.evaluate(() => {
    const { opened } = window as unknown as { opened: () => void }
    window.Porchlight?.('off', 'open', opened)
  })
  await call(page, 'toggle')
  await call(page, 'toggle')
  await expect(panel(page)).toBeVisible()
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(await heard()).toEqual(['open', 'close', 'open', 'close'])
})

test('W-08 any element of the page can open the chat, and the page can hide the launcher', async ({
  openShop,
  tag,
}) => {
  const page = await openShop({
    path: '/own-button',
    html: `<a href="/help" data-porchlight-open><b>Ask us</b></a>${QUEUE}<script>Porchlight('boot',{hideLauncher:true})</script>${tag}`,
  })
  await page.waitForFunction(() => window.Porchlight?.q === undefined)
  await expect(launcher(page)).toBeHidden()
  await page.getByText('Ask us').click()
  await expect(field(page)).toBeFocused()
  expect(new URL(page.url()).pathname).toBe('/own-button')
})

// Tries WGT-001, WGT-016.
test('W-08 invalid calls do no harm and are reported in the console', async ({ openShop }) => {
  const page = await openShop({ path: '/nonsense' })
  await expect(launcher(page)).toBeVisible()
  const lines = noteConsole(page)
  for (const values of [
    ['constructor'],
    ['__proto__'],
    [],
    ['update', null],
    ['update', 7],
    ['on', 'open', 'x'],
    ['off'],
  ])
    await call(page, ...values)
  await call(page, 'update', { name: { a: 1 }, email: 'not an address' })
  await call(page, 'newMessage', 'x'.repeat(100_000))
  await expect(field(page)).toHaveValue('x'.repeat(4_000))
  expect(lines.filter((line) => line.includes('unknown_call'))).toHaveLength(3)
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('W-08 the agent sees the name set by the page', async ({ openShop, agentPage }) => {
  const page = await openShop({ path: '/named' })
  await openWidget(page)
  await call(page, 'update', { name: 'Nora Named', email: 'nora@shop.example' })
  await sayFromShop(page, 'Here is Nora')
  const agent = await agentPage()
  await expect(agent.getByRole('link').filter({ hasText: 'Nora Named' })).toBeVisible()
})

test('W-08 the agent sees events that the page tracked, even before the conversation', async ({
  openShop,
  agentPage,
}) => {
  const page = await openShop({ path: '/tracked' })
  await expect(launcher(page)).toBeVisible()
  const lines = noteConsole(page)
  for (let step = 1; step <= 25; step += 1) await call(page, 'track', `step ${step}`, { step })
  await page.evaluate(() => {
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    window.Porchlight?.('track', 'circle', circle)
    ;(window.Porchlight as unknown as (...values: unknown[]) => void)('track', { not: 'a name' })
  })
  await openWidget(page)
  const text = 'My payment does not go through'
  await sayFromShop(page, text)
  await call(page, 'track', 'checkout_failed', { cart: 3, reason: '<b>declined</b>', at: { shop: 'Lisbon' } })

  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: text }).click()
  const events = agent.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await expect(events).toHaveCount(20, { timeout: 20_000 })
  await expect(events.first()).toContainText('checkout_failed')
  await expect(events.first()).toContainText('reason: <b>declined</b>')
  await expect(events.first()).toContainText('at: {"shop":"Lisbon"}')
  await expect(events.nth(1)).toContainText('step 25')
  await call(page, 'track', 'paid')
  await expect(events.first()).toContainText('paid')
  // Also after loading it from the server.
  await agent.reload()
  await expect(events.first()).toContainText('paid')
  await expect(events).toHaveCount(20)
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('W-08 one visitor’s tracked events are not attributed to the next', async ({ openShop, agentPage }) => {
  const page = await openShop({ path: '/tracked-before' })
  await expect(launcher(page)).toBeVisible()
  await call(page, 'track', 'of the first')
  await call(page, 'shutdown')
  await call(page, 'track', 'of nobody')
  await call(page, 'boot')
  await call(page, 'track', 'of the second')
  await openWidget(page)
  const text = 'I am the second'
  await sayFromShop(page, text)
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: text }).click()
  const events = agent.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await expect(events).toHaveText([/^of the second/])
})

// Tries WGT-014.
test('W-08 shutdown leaves nothing behind, and boot starts an empty chat', { tag: IN_FIREFOX }, async ({
  openShop,
}) => {
  const page = await openShop({ path: '/shutdown' })
  await openWidget(page)
  await sayFromShop(page, 'A secret of mine')
  await call(page, 'shutdown')
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  await call(page, 'show')
  await expect(page.locator('[data-porchlight]')).toHaveCount(0)
  await call(page, 'boot')
  await openWidget(page)
  await expect(frame(page).getByText('Hello! How can we help?')).toBeVisible()
  await expect(frame(page).getByText('A secret of mine')).toHaveCount(0)
})

test('W-08 shutdown, boot and show in a row open an empty chat, without a launcher if the page hid it', async ({
  openShop,
}) => {
  const page = await openShop({ path: '/at-once' })
  await openWidget(page)
  await sayFromShop(page, 'A secret of mine')
  await page.evaluate(() => {
    window.Porchlight?.('shutdown')
    window.Porchlight?.('boot', { hideLauncher: true })
    window.Porchlight?.('show')
  })
  await expect(frame(page).getByText('Hello! How can we help?')).toBeVisible()
  await expect(frame(page).getByText('A secret of mine')).toHaveCount(0)
  await expect(panel(page)).toBeVisible()
  await expect(launcher(page)).toBeHidden()
  await sayFromShop(page, 'Something else')
  await call(page, 'hide')
  await expect(panel(page)).toBeHidden()
})

test('a page that removes the chat can restore it', async ({ openShop }) => {
  const page = await openShop({ path: '/removed' })
  await openWidget(page)
  const lines = noteConsole(page)
  await page.evaluate(() => document.querySelector('[data-porchlight]')?.remove())
  await call(page, 'hide')
  await call(page, 'show')
  await expect(field(page)).toBeVisible()
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})

test('W-09 in a single-page application the chat stays, and knows the visitor’s page', async ({
  openShop,
  agentPage,
  shop,
}) => {
  const page = await openShop({ path: '/app' })
  await openWidget(page)
  const length = await page.evaluate(() => history.length)
  await page.evaluate(() => {
    history.pushState({}, '', '/app/lanterns?token=secret#part')
    document.title = 'Lanterns'
    // As some routers do it.
    document.body.replaceChildren(document.createElement('h1'))
  })
  await expect(launcher(page)).toBeVisible()
  await page.waitForTimeout(400)
  expect(await page.evaluate(() => history.length)).toBe(length + 1)
  await expect(launcher(page)).toHaveAccessibleName('Close chat')
  await sayFromShop(page, 'Where am I?')
  const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
  await agent.getByRole('link').filter({ hasText: 'Where am I?' }).click()
  await expect(
    agent.getByText(`${shop.origin.replace('http://', '')}/app/lanterns`).filter({ visible: true }),
  ).toHaveCount(1)
  await expect(agent.getByText('token=secret')).toHaveCount(0)
})

// Tries WGT-020.
test('works where the page’s and the frame’s storage are blocked, with a notice', {
  tag: IN_FIREFOX,
}, async ({ openShop, context }) => {
  await context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
  })
  const page = await openShop({ path: '/no-storage' })
  const lines = noteConsole(page)
  await openWidget(page)
  await sayFromShop(page, 'Nothing is kept')
  await expect(frame(page).getByText('This browser isn’t saving drafts')).toBeVisible()
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
})
