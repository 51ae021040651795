import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails when axe finds anything on the page as it is now, with what is wrong and where. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNothingFound(new AxeBuilder({ page }).withTags(RULES), 'as it is')
}

/**
 * As `expectAccessible`, and then from right to left in the other colours, by the rules that these can break: one look for
 * both, because neither touches what the other changes. The page is as before afterwards.
 */
export async function expectAccessibleInAllLooks(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await turn(page, 'rtl')
  await expectFits(page)
  const otherLook = new AxeBuilder({ page }).withRules(['color-contrast', 'target-size'])
  await expectNothingFound(otherLook, 'in dark colours and from right to left')
  await turn(page, 'ltr')
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Fails when anything sticks out sideways. */
export async function expectFits(page: Page): Promise<void> {
  const [needed, given] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return [scrollWidth, clientWidth]
  })
  expect(needed, 'the width that the page needs').toBeLessThanOrEqual(given ?? 0)
}

/** Turns the page, and the chat in it, which has the direction of its own language. */
export async function turn(page: Page, dir: 'ltr' | 'rtl'): Promise<void> {
  await page.evaluate((value) => {
    for (const root of document.querySelectorAll<HTMLElement>('html, [lang][dir]')) root.dir = value
  }, dir)
}

async function expectNothingFound(axe: AxeBuilder, look: string): Promise<void> {
  const { violations } = await axe.analyze()
  const findings = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => target.join(' ')),
  }))
  expect(findings, look).toEqual([])
}
