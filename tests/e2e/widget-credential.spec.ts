import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { unhurried } from './support/fixtures'
import { freePort } from './support/free-port'
import { admin, discardPorchlight, type Porchlight, preparePorchlight } from './support/porchlight'
import { allowOrigins, Shop } from './support/shop'
import { makeCertificate, TlsFront } from './support/tls-front'
import { field, frame, launcher, openWidget, sayFromShop, tagFor } from './support/widget'

type House = { shop: Shop; tag: string; porchlight: Porchlight }

/** The product behind https, and a shop on another site, on https too. */
const test = base.extend<object, { secure: House; plain: House }>({
  secure: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      const certificate = makeCertificate()
      const front = await TlsFront.start(certificate)
      const shop = await Shop.start(certificate)
      const url = `https://localhost:${front.port}`
      const porchlight = await started({ PUBLIC_URL: url, TRUSTED_PROXIES: '127.0.0.1' })
      front.forwardTo(porchlight.port)
      await use({ shop, porchlight, tag: tagFor(url, await allowOrigins(porchlight, [shop.origin])) })
      await discardPorchlight(porchlight)
      front.stop()
      shop.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  plain: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      const shop = await Shop.start()
      const porchlight = await started({})
      await use({
        shop,
        porchlight,
        tag: tagFor(porchlight.url, await allowOrigins(porchlight, [shop.origin])),
      })
      await discardPorchlight(porchlight)
      shop.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

async function started(settings: Record<string, string>): Promise<Porchlight> {
  const { email, password } = admin
  const all = { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ...unhurried, ...settings }
  const porchlight = await preparePorchlight(all, await freePort())
  await porchlight.start()
  return porchlight
}

/** Reload, another page of the site, a new tab: everywhere the same conversation. */
async function expectOneConversation(
  context: BrowserContext,
  { shop, tag }: House,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  shop.show('/', tag)
  shop.show('/other', tag)
  const page = await context.newPage()
  await prepare(page)
  await page.goto(`${shop.origin}/`)
  await openWidget(page)
  await sayFromShop(page, 'First')
  await page.reload()
  await expect(frame(page).getByRole('log')).toContainText('First')
  await sayFromShop(page, 'Second')
  await page.goto(`${shop.origin}/other`)
  await expect(frame(page).getByRole('log')).toContainText('Second')
  const tab = await context.newPage()
  await prepare(tab)
  await tab.goto(`${shop.origin}/other`)
  await launcher(tab).click()
  await expect(frame(tab).getByRole('log')).toContainText('First')
  await sayFromShop(tab, 'Third')
  await expect(frame(page).getByRole('log')).toContainText('Third')
  return page
}

/** What scripts of the frame can see of the credential. */
function inFrame(page: Page): Promise<{ keys: string[]; cookie: string }> {
  return field(page).evaluate(() => ({ keys: Object.keys(localStorage), cookie: document.cookie }))
}

test('W-48 on https the credential is a partitioned cookie that no script sees', async ({
  browser,
  secure,
}) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await expectOneConversation(context, secure)
  const cookies = await context.cookies()
  expect(cookies).toMatchObject([
    { name: expect.stringMatching(/^__Host-porchlight_v_/), httpOnly: true, secure: true, sameSite: 'None' },
  ])
  const { keys, cookie } = await inFrame(page)
  expect(cookie).toBe('')
  expect(keys.filter((key) => key.endsWith(':credential'))).toEqual([])

  await page.evaluate(() => window.Porchlight?.('shutdown'))
  await expect(launcher(page)).toHaveCount(0)
  expect(await context.cookies(), 'the session has ended').toEqual([])
  await context.close()
})

test('W-48 on https with third-party cookies blocked it is the same', async ({ browser, secure }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await expectOneConversation(context, secure, blockThirdPartyCookies)
  const sticks = await field(page).evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: what an ordinary third party would do
    document.cookie = 'plain=1; Secure; SameSite=None; Path=/'
    return document.cookie
  })
  expect(sticks, 'a cookie without a partition is blocked').toBe('')
  const names = (await context.cookies()).map(({ name }) => name)
  expect(names).toEqual([expect.stringMatching(/^__Host-porchlight_v_/)])
  await context.close()
})

/** As a browser's own setting does. */
async function blockThirdPartyCookies(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  // Not in the types of this version.
  const send = devtools.send.bind(devtools) as (name: string, options: object) => Promise<unknown>
  await send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true })
}

test('W-48 on http it is a header, kept in the frame’s partition', async ({ browser, plain }) => {
  const context = await browser.newContext()
  const page = await expectOneConversation(context, plain)
  expect(await context.cookies()).toEqual([])
  const { keys } = await inFrame(page)
  expect(keys.filter((key) => key.endsWith(':credential'))).toHaveLength(1)
  expect(
    await page.evaluate(() => JSON.stringify({ ...localStorage })),
    'the page sees no secret',
  ).not.toContain('v1_')
  await context.close()
})
