import type { Page } from '@playwright/test'
import { openConversation } from './support/chat'
import { expect, test } from './support/fixtures'

const WIDTHS = [320, 390, 768, 1180, 1920]

test('F4 no page scrolls unnecessarily or sideways with classic scrollbars', async ({
  classicPage,
  adminStorage,
}) => {
  const page = await classicPage({ storageState: adminStorage })
  for (const path of ['/', '/no/such/page', '/support/agent/nonsense']) {
    await page.goto(path)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 })
      expect(await sideways(page), `${path} at ${width} px`).toBe(0)
    }
  }

  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/support/agent')
  await expect(page.locator('[data-row]').first()).toBeVisible()
  for (const width of WIDTHS) await expectNoPageScroll(page, `the list at ${width} px`, width)
  await openConversation(page, 'Oskar Lund')
  for (const width of WIDTHS) await expectNoPageScroll(page, `a conversation at ${width} px`, width)
  await page.setViewportSize({ width: 390, height: 700 })
  await page.getByRole('button', { name: 'Visitor details' }).click()
  for (const width of WIDTHS) await expectNoPageScroll(page, `the details at ${width} px`, width)
})

/** The inbox is exactly as high as the window: nothing scrolls, and no scrollbar takes room. */
async function expectNoPageScroll(page: Page, where: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 700 })
  const size = await page.evaluate(() => {
    const { scrollHeight, clientHeight, clientWidth } = document.documentElement
    return { tooHigh: scrollHeight - clientHeight, scrollbar: innerWidth - clientWidth }
  })
  expect(size, where).toEqual({ tooHigh: 0, scrollbar: 0 })
  expect(await sideways(page), where).toBe(0)
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
