import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import axe, { type AxeResults, type RunOptions } from 'axe-core'

type RunOnly = { type: 'tag' | 'rule'; values: string[] }

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails when axe finds violations on the page as it is, with what is wrong and where. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNothingFound(page, { type: 'tag', values: TAGS }, 'as it is')
}

/**
 * Like `expectAccessible`, then again right-to-left in the other colour scheme, with the rules that these can break: one run for
 * both, because they do not interact. Restores the page afterwards.
 */
export async function expectAccessibleInAllLooks(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await turn(page, 'rtl')
  await expectFits(page)
  const rules: RunOnly = { type: 'rule', values: ['color-contrast', 'target-size'] }
  await expectNothingFound(page, rules, 'in dark colours and from right to left')
  await turn(page, 'ltr')
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Fails when anything overflows sideways. */
export async function expectFits(page: Page): Promise<void> {
  const [needed, given] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return [scrollWidth, clientWidth]
  })
  expect(needed, 'the width that the page needs').toBeLessThanOrEqual(given ?? 0)
}

/** Turns the page, and the chat in it, which follows its own language. */
export async function turn(page: Page, dir: 'ltr' | 'rtl'): Promise<void> {
  await page.evaluate((value) => {
    for (const root of document.querySelectorAll<HTMLElement>('html, [lang][dir]')) root.dir = value
  }, dir)
}

async function expectNothingFound(page: Page, runOnly: RunOnly, look: string): Promise<void> {
  const options: RunOptions = { runOnly, resultTypes: ['violations'] }
  const hasFrames = page.frames().length > 1
  const { violations } = hasFrames
    ? await new AxeBuilder({ page }).options(options).analyze()
    : await resultsWithoutFrames(page, options)
  const findings = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target }) => target.join(' ')),
  }))
  expect(findings, look).toEqual([])
}

/** What axe finds on a page without frames. Adds axe's half a megabyte once per document; `AxeBuilder` does so for each run. */
async function resultsWithoutFrames(page: Page, options: RunOptions): Promise<AxeResults> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(axe.source)
  return page.evaluate((given) => (window as unknown as { axe: typeof axe }).axe.run(given), options)
}
