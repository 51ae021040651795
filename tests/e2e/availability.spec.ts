import type { Page } from '@playwright/test'
import { openChat, say } from './support/chat'
import { expect, signIn, test } from './support/fixtures'
import { type Porchlight, withPorchlight } from './support/porchlight'

/** How soon visitors must see a change. */
const WITHIN = { timeout: 5_000 }

/** A Porchlight of its own: agents of other tests would count as available. */
const alone = test.extend<{ alone: Porchlight }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  alone: async ({}, use) => {
    await withPorchlight(use)
  },
})

alone(
  'A-31 visitors see within 5 s that an agent is away: by the switch, by closing the last tab',
  async ({ alone: porchlight, browser }) => {
    alone.setTimeout(180_000)
    const visitor = await (await browser.newContext({ baseURL: porchlight.url })).newPage()
    const desk = await browser.newContext({ baseURL: porchlight.url })
    await signIn(desk, porchlight)
    const agent = await desk.newPage()
    await agent.goto('/support/agent')
    await visitor.goto('/')
    await openChat(visitor)
    await say(visitor, 'Are you there?')
    await expect(online(visitor)).toBeVisible()

    const available = agent.getByRole('switch', { name: 'Available to visitors' })
    await available.click()
    await expect(away(visitor)).toBeVisible(WITHIN)
    await agent.getByRole('button', { name: 'Go available' }).click()
    await expect(available).toBeChecked()
    await expect(online(visitor)).toBeVisible(WITHIN)

    // A reload must not announce anything.
    const words = await statusWords(visitor)
    await agent.reload()
    await expect(available).toBeChecked()
    await visitor.waitForTimeout(3_000)
    expect(await words()).toEqual([])

    // The tab is closed, but may reopen in a moment.
    await agent.close()
    await visitor.waitForTimeout(30_000)
    expect(await words()).toEqual([])
    await expect(away(visitor)).toBeVisible({ timeout: 30_000 + WITHIN.timeout })
    await desk.close()
    await visitor.context().close()
  },
)

alone(
  'A-31 visitors see that an agent’s computer sleeps, about a minute later',
  async ({ alone: porchlight, browser, playwright, launchOptions }) => {
    alone.skip(!process.env.SLOW_TESTS, 'it waits for a minute and a half: SLOW_TESTS=1 runs it')
    alone.setTimeout(240_000)
    const visitor = await (await browser.newContext({ baseURL: porchlight.url })).newPage()
    const desk = await browser.newContext({ baseURL: porchlight.url })
    await signIn(desk, porchlight)
    // Suspends all of the browser's processes; its socket stays open.
    const machine = await playwright.chromium.launchServer(launchOptions)
    const asleep = await playwright.chromium.connect(machine.wsEndpoint())
    const context = await asleep.newContext({
      baseURL: porchlight.url,
      storageState: await desk.storageState(),
    })
    await (await context.newPage()).goto('/support/agent')
    await visitor.goto('/')
    await openChat(visitor)
    await say(visitor, 'Are you there?')
    await expect(online(visitor)).toBeVisible({ timeout: 15_000 })
    const words = await statusWords(visitor)
    const group = -(machine.process().pid ?? 0)
    process.kill(group, 'SIGSTOP')
    await visitor.waitForTimeout(30_000)
    expect(await words()).toEqual([])
    await expect(away(visitor)).toBeVisible({ timeout: 60_000 })
    process.kill(group, 'SIGCONT')
    await expect(online(visitor)).toBeVisible({ timeout: 15_000 })
    await machine.close()
    await desk.close()
    await visitor.context().close()
  },
)

function online(visitor: Page) {
  return visitor.getByText('Online', { exact: true })
}

function away(visitor: Page) {
  return visitor.getByText('Away · we’ll reply later')
}

/** Records the header's texts. Returns those since the last call. */
async function statusWords(visitor: Page): Promise<() => Promise<string[]>> {
  const status = await online(visitor).elementHandle()
  const said = await visitor.evaluateHandle((element) => {
    const words: string[] = []
    const note = () => words.push(element?.textContent ?? '')
    if (element)
      new MutationObserver(note).observe(element, { characterData: true, childList: true, subtree: true })
    return words
  }, status)
  return () => said.evaluate((words) => words.splice(0))
}
