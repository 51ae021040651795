import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'

test('A-37 the pages ship no more script than they may', async ({ contexts, adminStorage }) => {
  const shop = await contexts.openPage()
  expect(await scriptOf(shop, '/')).toBeLessThanOrEqual(200_000)
  const desk = await contexts.openPage({ storageState: adminStorage })
  expect(await scriptOf(desk, '/support/agent')).toBeLessThanOrEqual(300_000)
})

/** The script that a page loads until it rests, in bytes, compressed as a proxy would. */
async function scriptOf(page: Page, path: string): Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  const all = await Promise.all(sizes)
  return all.reduce((sum, size) => sum + size, 0)
}
