import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { conversationIdOf, log, numbered, openChat, openConversation, post, say } from './support/chat'
import { ben, signIn, unhurried } from './support/fixtures'
import { type Porchlight, withPorchlight } from './support/porchlight'
import { type RealtimeProcess, withRealtime } from './support/realtime-process'

/** Two minutes in production: a client that is away for longer loses continuity, and the history of that time. */
const REMEMBERED_MS = 1_000
const timings = ['connection-state-ttl-ms', 'history-ms', 'channel-idle-ms'].flatMap((name) => [
  `--${name}`,
  String(REMEMBERED_MS),
])

const test = base.extend<object, { realtime: RealtimeProcess; porchlight: Porchlight }>({
  realtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => withRealtime(use, timings),
    { scope: 'worker' },
  ],
  porchlight: [
    async ({ realtime }, use) => {
      await withPorchlight(use, { ...unhurried, ...realtime.settings }, { data: 'team' })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('F14, F15 an agent who was away for long sees everything, including a colleague’s reply before her own is sent', async ({
  browser,
  porchlight,
}) => {
  const visitor = await visit(browser, porchlight)
  await say(visitor, 'Is it 5 or 6?')
  const ada = await enter(browser, porchlight)
  const line = await cuttable(ada)
  await ada.goto('/support/agent')
  await openConversation(ada, 'Is it 5 or 6?')
  await expect(log(ada).getByText('Is it 5 or 6?')).toBeVisible()
  const conversationId = await conversationIdOf(visitor)

  await line.cut()
  // More than one page of catching up.
  await post(visitor, 'visitor', conversationId, numbered(110))
  const benPage = await enter(browser, porchlight, ben)
  await post(benPage, 'agent', conversationId, ['It is 5.'])
  await say(ada, 'It is 6.')
  await sleep(2 * REMEMBERED_MS)
  await line.mend()

  await expect(log(ada).locator('[data-content]', { hasText: 'It is 5.' })).toBeVisible()
  await expect(log(ada).getByText('message number 1', { exact: true })).toBeAttached()
  await expect(log(ada).locator('[data-content]')).toHaveCount(113)
  await expect(log(visitor).getByText('It is 6.')).toHaveCount(0)
  await log(ada).getByRole('button', { name: 'Send anyway' }).click()
  await expect(log(visitor).locator('[data-content]').last()).toHaveText('It is 6.')
})

test('F28 a page that was asleep while the connection was lost catches up, and sends', async ({
  browser,
  porchlight,
  realtime,
}) => {
  const visitor = await visit(browser, porchlight)
  await say(visitor, 'before the sleep')
  await expect(log(visitor).getByText('Sent')).toBeVisible()
  const conversationId = await conversationIdOf(visitor)
  const benPage = await enter(browser, porchlight, ben)
  const renderers = await renderersOf(browser)

  for (const pid of renderers) process.kill(pid, 'SIGSTOP')
  try {
    await realtime.kill()
    await realtime.start()
    await post(benPage, 'agent', conversationId, ['while it slept', 'and slept'])
    await sleep(2 * REMEMBERED_MS)
  } finally {
    for (const pid of renderers) process.kill(pid, 'SIGCONT')
  }

  await say(visitor, 'awake')
  await expect(log(visitor).locator('[data-content]')).toHaveText([
    'before the sleep',
    'while it slept',
    'and slept',
    'awake',
  ])
})

async function visit(browser: Browser, { url }: Porchlight): Promise<Page> {
  const page = await browser.newPage({ baseURL: url })
  await page.goto('/')
  await openChat(page)
  return page
}

/** An empty page of an agent. */
async function enter(browser: Browser, porchlight: Porchlight, who?: typeof ben): Promise<Page> {
  const context = await browser.newContext({ baseURL: porchlight.url })
  await signIn(context, porchlight, who)
  return context.newPage()
}

/** Playwright's offline mode leaves open sockets open; a tunnel would not. */
async function cuttable(page: Page) {
  const open = new Set<() => Promise<void>>()
  let isCut = false
  await page.routeWebSocket(/./, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.add(() => socket.close())
  })
  return {
    async cut() {
      isCut = true
      await page.context().setOffline(true)
      for (const close of open) await close()
      open.clear()
    },
    async mend() {
      isCut = false
      await page.context().setOffline(false)
    },
  }
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
