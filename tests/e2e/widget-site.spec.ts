import type { Locator, Page } from '@playwright/test'
import type { SiteSettings } from '@/contract/sites/site-settings'
import { expectAccessible } from './support/accessibility'
import { seenEverywhere } from './support/seen-everywhere'
import { administerSites } from './support/sites'
import { test as base, expect, field, IN_FIREFOX, launcher, openWidget, panel } from './support/widget'

const defaults = { contactEmail: null, hiddenPaths: [], greeting: null } satisfies Partial<SiteSettings>

const test = base.extend<{ configure: (settings: Partial<SiteSettings>) => Promise<void> }>({
  configure: async ({ browser, porchlight, allowed }, use) => {
    const sites = await administerSites(browser, porchlight)
    async function configure(settings: Partial<SiteSettings>) {
      await sites.change(allowed.key, settings)
      await seenEverywhere()
    }
    await use(configure)
    await configure(defaults)
    await sites.close()
  },
})

const mailLink = (page: Page): Locator => panel(page).getByRole('link', { name: 'help@shop.example' })

async function expectMailOffered(page: Page): Promise<void> {
  await launcher(page).click()
  await expect(panel(page).getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
  await expect(mailLink(page)).toHaveAttribute('href', 'mailto:help@shop.example')
}

test('W-07 where the page blocks the frame, the chat shows the site’s e-mail address', {
  tag: IN_FIREFOX,
}, async ({ openShop, tag, configure }) => {
  await configure({ contactEmail: 'help@shop.example' })
  const page = await openShop({
    path: '/blocked-with-mail',
    html: `<main><h1>Lamps</h1></main>${tag}`,
    headers: { 'content-security-policy': "frame-src 'none'" },
  })
  await expectMailOffered(page)
  await expectAccessible(page)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.screenshot({ path: test.info().outputPath(`mail-${scheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 360, height: 640 })
  const [{ x, width }] = [await mailLink(page).boundingBox()].map((box) => box ?? { x: -1, width: 0 }) as [
    { x: number; width: number },
  ]
  expect(x).toBeGreaterThanOrEqual(0)
  expect(x + width).toBeLessThanOrEqual(360)
  await expectAccessible(page)
  await page.screenshot({ path: test.info().outputPath('mail-360.png') })
})

test('W-07 the address also appears if the server has gone down since the button was shown, and only if there is one', async ({
  openShop,
  configure,
  browser,
  context,
  porchlight,
}) => {
  const without = await openShop({ path: '/without-mail' })
  await expect(launcher(without)).toBeVisible()
  await configure({ contactEmail: 'help@shop.example' })
  // The first browser caches the script for five minutes.
  const another = await browser.newContext()
  const fresh = await another.newPage()
  await fresh.goto(without.url())
  await expect(launcher(fresh)).toBeVisible()
  for (const one of [context, another]) await one.route(`${porchlight.url}/**`, (route) => route.abort())
  await expectMailOffered(fresh)
  await launcher(without).click()
  await expect(panel(without).getByText('Chat can’t load here')).toBeVisible({ timeout: 12_000 })
  await expect(panel(without).getByRole('link')).toHaveCount(0)
  await another.close()
})

test('W-15 the launcher is hidden on pages that the site lists, also after navigation', {
  tag: IN_FIREFOX,
}, async ({ openShop, shop, configure, tag }) => {
  await configure({ hiddenPaths: ['/checkout/*', '/café'] })
  shop.show('/checkout/pay', `<h1>Pay</h1>${tag}`)
  const page = await openShop({ path: '/lamps' })
  await expect(launcher(page)).toBeVisible()

  const go = (path: string) => page.evaluate((to) => history.pushState(null, '', to), path)
  await go('/checkout/address?from=/lamps')
  await expect(launcher(page)).toBeHidden()
  await go('/checkout')
  await expect(launcher(page), 'not below it').toBeVisible()
  await go('/café#top')
  await expect(launcher(page)).toBeHidden()
  await page.goBack()
  await expect(launcher(page)).toBeVisible()

  await page.goto(`${shop.origin}/checkout/pay`)
  await expect(page.locator('[data-porchlight]')).toHaveCount(1)
  await expect(launcher(page)).toBeHidden()
  await page.evaluate(() => window.Porchlight?.('update', { hideLauncher: false }))
  await expect(launcher(page), 'the page may hide it too, but cannot show it').toBeHidden()
  await page.evaluate(() => window.Porchlight?.('show'))
  await expect(field(page), 'a call still opens the chat').toBeVisible()
  await page.evaluate(() => window.Porchlight?.('hide'))
  await expect(panel(page)).toBeHidden()
  await expect(launcher(page)).toBeHidden()
})

test('W-15 an open chat stays open on a page without the launcher', async ({
  openShop,
  shop,
  configure,
  tag,
}) => {
  await configure({ hiddenPaths: ['/checkout/*'] })
  shop.show('/checkout/pay', `<h1>Pay</h1>${tag}`)
  const page = await openShop({ path: '/lamps' })
  await openWidget(page)
  await page.goto(`${shop.origin}/checkout/pay`)
  await expect(field(page)).toBeVisible()
  await expect(launcher(page)).toBeHidden()
})

test('W-14 a page without the launcher does not greet visitors, but the next page does', async ({
  openShop,
  configure,
}) => {
  await configure({ hiddenPaths: ['/checkout/*'], greeting: 'Looking for a lamp?', greetingAfter: 20 })
  const page = await openShop({ path: '/checkout/pay' })
  await page.clock.install()
  await page.reload()
  await page.waitForLoadState('networkidle')
  await page.clock.runFor(60_000)
  const greeting = page.locator('[data-porchlight] .greeting')
  await expect(greeting).toHaveCount(0)
  await page.evaluate(() => history.pushState(null, '', '/lamps'))
  await page.clock.runFor(19_000)
  await expect(launcher(page)).toBeVisible()
  await expect(greeting).toHaveCount(0)
  await page.clock.runFor(3_000)
  await expect(greeting).toBeVisible()
})
