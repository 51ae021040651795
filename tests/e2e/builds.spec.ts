import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

/** Idle pages reload within this time after an upgrade, with headroom for a busy machine. */
const RELOADED = { timeout: 30_000 }

/** Longer than the spread of ten seconds plus the idle time of five: any page that may reload has done so. */
const SURELY_MS = 16_000

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
    builds.add((await request.get(path)).headers()['porchlight-build'])
  expect([...builds]).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/)])
  await page.waitForTimeout(SURELY_MS)
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
  await composer(visitor).fill('Half a question')
  const [visits, sittings] = [countLoads(visitor), countLoads(agent)]
  for (const page of [visitor, agent]) await upgrade(page)

  await visitor.waitForTimeout(SURELY_MS)
  expect([visits.count, sittings.count], 'while something is typed').toEqual([0, 0])
  await composer(agent).press('Enter')
  await expect.poll(() => sittings.count, RELOADED).toBe(1)
  await expect(log(agent).getByText('Half a reply')).toBeVisible()

  await composer(visitor).fill('')
  await visitor.keyboard.press('Escape')
  await expect.poll(() => visits.count, RELOADED).toBe(1)
  await openChat(visitor)
  await expect(log(visitor).getByText('Half a reply')).toBeVisible()
  await visitor.keyboard.press('Escape')

  // The server still reports another build than the page's, as if a cache in between were stale.
  await visitor.waitForTimeout(SURELY_MS)
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
    return route.fulfill({ status: 409, headers: { 'porchlight-build': 'ffffffffffff' }, json: { error } })
  })
  await say(visitor, 'and wrote late')
  await composer(visitor).fill('Half a word')
  await visitor.waitForTimeout(SURELY_MS)
  expect(loads.count, 'while something is typed').toBe(0)
  expect(refused).toBeGreaterThan(0)
  await composer(visitor).fill('')

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
  await page.getByRole('button', { name: 'Open chat' }).click()
  await expect.poll(() => loads.count, RELOADED).toBe(1)
  await expect(composer(page)).toBeVisible()
})

/** Makes the API respond as a server of another build. */
async function upgrade(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'porchlight-build': 'ffffffffffff' } })
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
