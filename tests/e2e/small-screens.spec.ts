import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'

/** 1280 px at 400 %, a small phone, a phone, and a desk at 200 %. */
const WIDTHS = [320, 344, 360, 640]

test('no form is wider than its card', async ({ visitorPage, agentPage }) => {
  const [stranger, agent] = await Promise.all([visitorPage(), agentPage()])
  for (const [page, path] of [
    [stranger, '/sign-in'],
    [agent, '/support/account'],
  ] as const) {
    await page.goto(path)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 })
      expect(await tooWide(page), `${path} at ${width} px`).toEqual([])
    }
  }
})

/** What is wider than the box it stands in, but for what scrolls or is cut on purpose. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, body, body *:not(.visually-hidden, .visually-hidden *)')]
      .filter((element) => ['visible', 'auto'].includes(getComputedStyle(element).overflowX))
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.localName}: ${element.textContent?.trim().slice(0, 40)}`),
  )
}
