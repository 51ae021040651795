import { ar } from '@/client/words/visitor/ar'
import { expectAccessible, turn } from './support/accessibility'
import { Shop } from './support/shop'
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

test('W-22 an open chat is open on the next page too, without taking the focus', async ({
  openShop,
  shop,
  tag,
}) => {
  const page = await openShop({ path: '/first' })
  await openWidget(page)
  await sayFromShop(page, 'I go on looking')
  shop.show('/second', `<h1>Second</h1><input aria-label="Search" autofocus>${tag}`)
  await page.goto(`${shop.origin}/second`)
  await expect(frame(page).getByRole('log')).toContainText('I go on looking')
  await expect(page.getByLabel('Search')).toBeFocused()
  await page.keyboard.type('lamp')
  await expect(page.getByLabel('Search')).toHaveValue('lamp')
})

test('W-17 axe finds no violations in page and frame, closed, open and right-to-left', async ({
  openShop,
  tag,
}) => {
  const page = await openShop({ path: '/axe', html: `<main><h1>Lamps</h1>${tag}</main>` })
  await expect(launcher(page)).toBeVisible()
  await expectAccessible(page)
  await openWidget(page)
  await sayFromShop(page, 'Is this easy to hear?')
  await expectAccessible(page)
  await turn(page, 'rtl')
  await expect.poll(async () => (await panel(page).boundingBox())?.x).toBe(20)
  expect((await launcher(page).boundingBox())?.x).toBe(20)
})

test('W-24 a tag with Arabic shows launcher and chat in it, right-to-left', {
  tag: IN_FIREFOX,
}, async ({ openShop, tag }) => {
  const page = await openShop({ path: '/arabic', html: tag.replace('<script', '<script data-locale="ar"') })
  await page.getByRole('button', { name: ar.openChat }).click()
  const written = frame(page).getByRole('textbox', { name: ar.field })
  await expect(written).toBeFocused()
  await expect(written).toHaveCSS('direction', 'rtl')
  await written.fill('هل المتجر مفتوح؟')
  await written.press('Enter')
  await expect(frame(page).getByText(ar.sent, { exact: true })).toBeVisible()
  const whole = await panel(page).boundingBox()
  const bubble = await frame(page).locator('[data-content]').boundingBox()
  if (whole === null || bubble === null) throw new Error('the chat is not visible')
  expect(bubble.x - whole.x, 'what the visitor wrote is at the left').toBeLessThan(whole.width / 4)
  await page.screenshot({ path: test.info().outputPath('arabic.png') })
})

test('a cross-origin isolated page can show the chat', async ({ openShop }) => {
  const headers = {
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  }
  const page = await openShop({ path: '/isolated', headers })
  await openWidget(page)
  await sayFromShop(page, 'From an isolated page')
})

test('a page that frames a page of the site gets no chat', async ({ openShop, shop, browser }) => {
  await openShop({ path: '/framed' })
  const evil = await Shop.start()
  try {
    evil.show('/', `<iframe name="shop" src="${shop.origin}/framed" width="900" height="700"></iframe>`)
    const page = await browser.newPage()
    await page.goto(evil.origin)
    const inner = page.frameLocator('iframe[name=shop]')
    await inner.locator('[data-porchlight] .launcher').click()
    await expect(inner.getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
    await page.close()
  } finally {
    evil.stop()
  }
})

test('a page without an origin gets no chat', async ({ openShop }) => {
  const page = await openShop({
    path: '/sandboxed',
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  })
  const lines = noteConsole(page)
  await launcher(page).click()
  await expect(panel(page).getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
  await expect.poll(() => lines).toContainEqual(expect.stringContaining('origin_not_allowed null'))
  // Firefox reports a policy violation as an error of the page.
  const thrown = lines.filter((line) => line.startsWith('thrown') && !line.includes('frame-ancestors'))
  expect(thrown).toEqual([])
})

test('W-54 the page’s title shows an answer while the visitor is elsewhere, and is restored afterwards', async ({
  openShop,
  agentPage,
}) => {
  const page = await openShop({ path: '/title' })
  await openWidget(page)
  await sayFromShop(page, 'Tell me in the tab')
  await field(page).press('Escape')
  await page.evaluate(() => {
    Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true })
  })
  const agent = await agentPage()
  await agent.getByRole('link').filter({ hasText: 'Tell me in the tab' }).click()
  await agent.getByRole('textbox', { name: /^Reply/ }).fill('Here I am')
  await agent.getByRole('textbox', { name: /^Reply/ }).press('Enter')
  await expect(page).toHaveTitle('(1) New message')
  await page.evaluate(() => {
    Object.defineProperty(document, 'hasFocus', { value: () => true, configurable: true })
    window.dispatchEvent(new Event('focus'))
  })
  await expect(page).toHaveTitle('Lamps')
})
