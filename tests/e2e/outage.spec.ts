import { type Browser, test as base, expect } from '@playwright/test'
import { log, openChat, openConversation, say } from './support/chat'
import { signIn } from './support/fixtures'
import { type Porchlight, withPorchlight } from './support/porchlight'
import { type RealtimeProcess, withRealtime } from './support/realtime-process'

/** The product with an external realtime service: only settings differ. */
const test = base.extend<object, { realtime: RealtimeProcess; porchlight: Porchlight }>({
  realtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => withRealtime(use),
    { scope: 'worker' },
  ],
  porchlight: [
    async ({ realtime }, use) => withPorchlight(use, realtime.settings),
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('an external realtime server requires only settings', async ({ browser, porchlight, request }) => {
  const { visitor, agent } = await openBoth(browser, porchlight)

  await say(visitor, 'Hello over there')
  await openConversation(agent, 'Hello over there')
  await say(agent, 'Hello, and welcome')

  await expect(log(visitor).getByText('Hello, and welcome')).toBeVisible({ timeout: 2_000 })
  expect(await (await request.get(`${porchlight.url}/api/health`)).json()).toMatchObject({ realtime: 'ok' })
  expect((await request.get(`${porchlight.url}/time`)).status(), 'no embedded realtime server').toBe(404)
})

test('with realtime down, messages are saved, shown as sent, and delivered once and in order when it is back', async ({
  browser,
  porchlight,
  realtime,
  request,
}) => {
  const { visitor, agent } = await openBoth(browser, porchlight)
  await say(visitor, 'before')
  await openConversation(agent, 'before')
  await expect(log(agent).getByText('before')).toBeVisible()

  await realtime.kill()
  const written = ['first in the dark', 'second in the dark', 'third in the dark']
  for (const text of written) await say(visitor, text)
  await expect(log(visitor).getByText('Sent')).toBeVisible()
  expect((await request.get(`${porchlight.url}/api/health`)).status()).toBe(503)

  await realtime.start()
  await expect(log(agent).locator('[data-content]')).toHaveText(['before', ...written], { timeout: 30_000 })
  await say(agent, 'I see you again')
  await expect(log(visitor).locator('[data-content]')).toHaveText(['before', ...written, 'I see you again'], {
    timeout: 30_000,
  })
})

async function openBoth(browser: Browser, porchlight: Porchlight) {
  const visitor = await browser.newPage({ baseURL: porchlight.url })
  await visitor.goto('/')
  await openChat(visitor)
  const agentContext = await browser.newContext({ baseURL: porchlight.url })
  await signIn(agentContext, porchlight)
  const agent = await agentContext.newPage()
  await agent.goto('/support/agent')
  return { visitor, agent }
}
