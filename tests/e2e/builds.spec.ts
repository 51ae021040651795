import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

/** Idle pages reload within this time after an upgrade, with headroom for a busy machine. */
const RELOADED = { timeout: 30_000 }

/** Longer than the spread of ten seconds plus the idle time of five: any page that may reload has done so. */
const SURELY_MS = 16_000

const BUILD = 'porchlight-build'
const NEWER = 'ffffffffffff'

test.beforeEach(({ contexts }) => contexts.useClocks())

test('all responses name the same build, and a page of that build does not reload', async ({
  request,
  visitorPage,
}) => {
  const page = await visitorPage()
  const loads = countLoads(page)
  await openChat(page)
  await say(page, 'Which build is this?')
  await page.keyboard.press('Escape')
  const builds = new Set<string | undefined>()
  const script = await page.locator('script[src^="/_next/static"]').first().getAttribute('src')
  for (const path of [
    '/',
    '/nowhere',
    '/api/health',
    '/api/nowhere',
    '/api/support/conversations',
    script ?? '',
  ])
    builds.add((await request.get(path)).headers()[BUILD])
  expect([...builds]).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/)])
  await passTime(page)
  expect(loads.count).toBe(0)
})

test('a page of an older build reloads once, when nothing is typed or open, and loses nothing', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Before the upgrade')
  await openConversation(agent, 'Before the upgrade')
  await composer(agent).fill('Half a reply')
  const [visits, sittings] = [countLoads(visitor), countLoads(agent)]
  for (const page of [visitor, agent]) await upgrade(page)
  // Both hear of it: one from the answer to what it sends, the other when it says that it has read that.
  const agentHears = agent.waitForResponse((response) => response.headers()[BUILD] === NEWER)
  await say(visitor, 'And after it')
  await agentHears
  await expect(log(visitor)).toContainText(/Sent|Read/)
  await composer(visitor).fill('Half a question')

  await passTime(visitor, agent)
  expect([visits.count, sittings.count], 'while something is typed').toEqual([0, 0])
  await composer(agent).press('Enter')
  await expect(log(visitor).getByText('Half a reply')).toBeVisible()
  await passTime(agent)
  await expect.poll(() => sittings.count, RELOADED).toBe(1)
  await expect(log(agent).getByText('Half a reply')).toBeVisible()

  await composer(visitor).fill('')
  await visitor.keyboard.press('Escape')
  await passTime(visitor)
  await expect.poll(() => visits.count, RELOADED).toBe(1)
  await openChat(visitor)
  await expect(log(visitor).getByText('Half a reply')).toBeVisible()
  await visitor.keyboard.press('Escape')

  // The server still reports another build than the page's, as if a cache in between were stale.
  await passTime(visitor, agent)
  expect([visits.count, sittings.count], 'once for a build').toEqual([1, 1])
})

test('a page refused as too old reloads, and the new one sends what the old one could not', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 409/)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'I came early')
  await openConversation(agent, 'I came early')
  const loads = countLoads(visitor)
  let refused = 0
  await visitor.route('**/api/support/**', (route) => {
    // The reloaded page has the new contract.
    if (loads.count > 0) return route.fallback()
    refused += 1
    const error = { code: 'client_outdated', message: 'Reload.', requestId: 'r1' }
    return route.fulfill({ status: 409, headers: { [BUILD]: NEWER }, json: { error } })
  })
  await say(visitor, 'and wrote late')
  await composer(visitor).fill('Half a word')
  await expect.poll(() => refused).toBeGreaterThan(0)
  await passTime(visitor)
  expect(loads.count, 'while something is typed').toBe(0)
  await composer(visitor).fill('')
  await passTime(visitor)

  await expect.poll(() => loads.count, RELOADED).toBe(1)
  await expect(log(agent).getByText('and wrote late')).toBeVisible()
  await expect(log(visitor).locator('[data-content]')).toHaveText(['I came early', 'and wrote late'])
  await expect(log(agent).locator('[data-content]')).toHaveText(['I came early', 'and wrote late'])
})

test('a chat whose script is gone with the old build opens after a reload', async ({
  visitorPage,
  allowConsoleError,
}) => {
  allowConsoleError(/404|chunk|Failed to load|ERR_/i)
  const page = await visitorPage()
  await upgrade(page)
  const loads = countLoads(page)
  let isGone = true
  await page.route('**/_next/static/**', (route) =>
    isGone ? route.fulfill({ status: 404 }) : route.fallback(),
  )
  page.on('request', (request) => {
    if (request.isNavigationRequest()) isGone = false
  })
  const missing = page.waitForResponse((response) => response.status() === 404)
  await page.getByRole('button', { name: 'Open chat' }).click()
  await missing
  await passTime(page)
  await expect.poll(() => loads.count, RELOADED).toBe(1)
  await expect(composer(page)).toBeVisible()
})

/** Lets as much of the pages' time pass as a reload may take to begin, and a second of ours, in which one that began is seen. */
async function passTime(...pages: Page[]): Promise<void> {
  for (const page of pages) await page.clock.runFor(SURELY_MS)
  await pages[0]?.waitForTimeout(1_000)
}

/** Makes the API respond as a server of another build. */
async function upgrade(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), [BUILD]: NEWER } })
  })
}

/** Counts page loads from now on. */
function countLoads(page: Page): { count: number } {
  const loads = { count: 0 }
  page.on('load', () => {
    loads.count += 1
  })
  return loads
}
