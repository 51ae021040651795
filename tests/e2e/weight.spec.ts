import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { expect, test } from './support/fixtures'

/** A closed button: the framework, and little of ours. The chat loads on demand. */
const SHOP = 155_000

/** The framework, and the inbox with its alerts and its realtime client. Menus, dialogs and tooltips load on first use. */
const DESK = 300_000

test('A-37 the pages stay within their script budgets', async ({ contexts, adminStorage }) => {
  const shop = await contexts.openPage()
  expect(await scriptOf(shop, '/')).toBeLessThanOrEqual(SHOP)
  const desk = await contexts.openPage({ storageState: adminStorage })
  expect(await scriptOf(desk, '/support/agent')).toBeLessThanOrEqual(DESK)
})

/** The script that a page loads until it is idle, in bytes, compressed as a proxy would. */
async function scriptOf(page: Page, path: string): Promise<number> {
  const sizes: Promise<number>[] = []
  function weigh(response: Response) {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  }
  page.on('response', weigh)
  await page.goto(path, { waitUntil: 'networkidle' })
  page.off('response', weigh)
  const all = await Promise.all(sizes)
  return all.reduce((sum, size) => sum + size, 0)
}
