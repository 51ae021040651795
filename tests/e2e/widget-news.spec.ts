import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { openConversation, say } from './support/chat'
import { seenEverywhere } from './support/seen-everywhere'
import { administerSites } from './support/sites'
import {
  expect,
  field,
  frame,
  launcher,
  noteConsole,
  noteRequests,
  openWidget,
  panel,
  sayFromShop,
  test,
} from './support/widget'

const card = (page: Page) => frame(page).getByRole('button', { name: /^New message from/ })
const greeting = (page: Page) => page.locator('[data-porchlight] .greeting')

test('W-13 an answer shows as a card beside the closed launcher, and stays dismissed until the next', async ({
  openShop,
  agentPage,
  tag,
}) => {
  const page = await openShop({ path: '/answered', html: `<main><h1>Lamps</h1></main>${tag}` })
  await openWidget(page)
  await sayFromShop(page, 'Is the answer a card?')
  await field(page).press('Escape')
  const agent = await agentPage()
  await openConversation(agent, 'Is the answer a card?')
  await say(
    agent,
    'It is.\nWith a second line, and a third that is much too long to be shown as a whole on a card.',
  )
  await expect(card(page)).toBeVisible()
  await expect(card(page)).toContainText('It is.')
  await expect(launcher(page), 'nothing else has changed').toHaveAccessibleName('Open chat, 1 unread message')
  await expect
    .poll(() => panel(page).boundingBox(), 'author and two lines')
    .toMatchObject({ width: 300, height: expect.closeTo(90, -1) })
  const [{ y, height }, corner] = (await Promise.all(
    [panel(page), launcher(page)].map(async (part) => (await part.boundingBox()) ?? { y: 0, height: 0 }),
  )) as [{ y: number; height: number }, { y: number }]
  expect(y + height, 'above the launcher').toBeLessThan(corner.y)
  await expectAccessible(page)

  await frame(page).getByRole('button', { name: 'Dismiss message' }).click()
  await expect(panel(page)).toBeHidden()
  await page.reload()
  await expect(launcher(page)).toHaveAccessibleName('Open chat, 1 unread message')
  await expect(panel(page)).toBeHidden()

  await say(agent, 'Here is another')
  await expect(card(page)).toContainText('Here is another')
  await page.setViewportSize({ width: 400, height: 800 })
  await expect(panel(page), 'not where it would cover the page').toBeHidden()
  await page.setViewportSize({ width: 1280, height: 720 })
  await card(page).click()
  await expect(field(page)).toBeFocused()
  await expect.poll(() => panel(page).boundingBox()).toMatchObject({ width: 400 })
  await field(page).press('Escape')
  await expect(panel(page), 'what was read is no news').toBeHidden()
})

const greetingTest = test.extend<{ greets: { text: string } }>({
  greets: async ({ browser, porchlight, allowed }, use) => {
    const text = 'Looking for a lamp?'
    const sites = await administerSites(browser, porchlight)
    await sites.change(allowed.key, { greeting: text, greetingAfter: 20 })
    await seenEverywhere()
    await use({ text })
    await sites.change(allowed.key, { greeting: null })
    await seenEverywhere()
    await sites.close()
  },
})

greetingTest(
  'W-14 a greeting comes late, once in thirty days, without a frame, and under a strict policy',
  async ({ context, shop, tag, porchlight, greets }) => {
    shop.show(
      '/greeted',
      tag.replace('<script', '<main><h1>Lamps</h1></main><link rel="icon" href="data:,"><script nonce="abc"'),
      {
        'content-security-policy': [
          "default-src 'none'; script-src 'nonce-abc'; img-src data:",
          `frame-src ${porchlight.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
        ].join('; '),
      },
    )
    const asked = noteRequests(context, porchlight.url)
    const page = await context.newPage()
    const lines = noteConsole(page)
    await page.clock.install()
    await page.goto(`${shop.origin}/greeted`)
    await expect(launcher(page)).toBeVisible()
    await expect.poll(() => asked.some((path) => path.includes('/late-'))).toBe(true)
    await page.clock.runFor(18_000)
    await expect(greeting(page)).toHaveCount(0)
    await page.clock.runFor(3_000)
    await expect(greeting(page)).toHaveText(/^Looking for a lamp\?/)
    await expect(page.locator('iframe'), 'no frame before the visitor asks for one').toHaveCount(0)
    await expectAccessible(page)
    await greeting(page).getByRole('button', { name: 'Dismiss message' }).click()
    await expect(greeting(page)).toHaveCount(0)
    expect(lines).toEqual([])

    for (const days of [29, 2]) {
      await page.clock.runFor(days * 24 * 60 * 60_000)
      await page.goto(`${shop.origin}/greeted`)
      await expect(launcher(page)).toBeVisible()
      await page.waitForLoadState('networkidle')
      await page.clock.runFor(25_000)
      await expect(greeting(page), `${days} days later`).toHaveCount(days === 29 ? 0 : 1)
    }
    await greeting(page).getByRole('button', { name: greets.text }).click()
    await expect(panel(page)).toBeVisible()
    await expect(greeting(page)).toHaveCount(0)
  },
)

greetingTest(
  'W-14 there is no greeting after the chat was opened, or on a small screen',
  async ({ openShop, greets }) => {
    expect(greets.text).not.toBe('')
    for (const [path, width] of [
      ['/opened', 1280],
      ['/small', 400],
    ] as const) {
      const page = await openShop({ path })
      await page.setViewportSize({ width, height: 800 })
      await page.clock.install()
      await page.reload()
      if (path === '/opened') await openWidget(page)
      else await expect(launcher(page)).toBeVisible()
      await page.waitForLoadState('networkidle')
      await page.clock.runFor(60_000)
      await expect(greeting(page)).toHaveCount(0)
    }
  },
)
