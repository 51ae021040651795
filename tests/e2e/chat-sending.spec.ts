import type { Page } from '@playwright/test'
import {
  composer,
  conversationIdOf,
  log,
  numbered,
  openChat,
  openConversation,
  post,
  say,
} from './support/chat'
import { expect, test } from './support/fixtures'

/** How the server responds to attempts to start a conversation. */
function noteStarts(page: Page): number[] {
  const statuses: number[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    const isStart = response.request().method() === 'POST' && pathname === '/api/support/conversations'
    if (isStart) statuses.push(response.status())
  })
  return statuses
}

const LOST_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/

test('W-44 a message is in the log and the field empty before any request is sent', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await visitor.route('**/api/**', (route) => (route.request().method() === 'POST' ? null : route.continue()))
  await composer(visitor).fill('At once')

  const inTheSameFrame = await composer(visitor).evaluate(async (field) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await new Promise(requestAnimationFrame)
    const texts = [...document.querySelectorAll('[role="log"] [data-content]')].map(
      (text) => text.textContent,
    )
    return { texts, left: (field as HTMLTextAreaElement).value, hasFocus: document.activeElement === field }
  })
  expect(inTheSameFrame).toEqual({ texts: ['At once'], left: '', hasFocus: true })
})

test('W-45 Enter sends and Shift+Enter starts a new line', async ({ visitorPage }) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await visitor.keyboard.type('one')
  await visitor.keyboard.press('Shift+Enter')
  await visitor.keyboard.type('two')
  await visitor.keyboard.press('Enter')
  await expect(log(visitor).locator('[data-content]')).toHaveText(['one\ntwo'])
})

test('W-46 messages written offline say so, survive a reload, and are sent once and in order', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(LOST_CONNECTION)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Can you hear me?')
  await openConversation(agent, 'Can you hear me?')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()

  await visitor.context().setOffline(true)
  for (const text of ['in the', 'tunnel', 'now']) await say(visitor, text)
  await expect(log(visitor).getByText('Waiting for connection')).toBeVisible()
  await expect(composer(visitor)).toBeEnabled()

  await visitor.context().setOffline(false)
  await expect(log(visitor).getByText('Waiting for connection')).toHaveCount(0)
  for (const page of [visitor, agent]) {
    await expect(log(page).locator('[data-content]')).toHaveText([
      'Can you hear me?',
      'in the',
      'tunnel',
      'now',
    ])
  }
})

test('W-46 a refused message stays, says so, and can be retried or deleted', async ({
  visitorPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 403/)
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'Hello')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  const refusal = { error: { code: 'forbidden', message: 'No.', requestId: 'test' } }
  await visitor.route('**/messages', (route) => route.fulfill({ status: 403, json: refusal }))

  await say(visitor, 'Once more')
  await say(visitor, 'And again')
  const failed = log(visitor).locator('[data-state="failed"]')
  await expect(failed).toHaveCount(2)
  await expect(failed.first()).toContainText('Not sent')
  await expect(visitor.getByText('Message not sent').first()).toBeAttached()

  await failed.filter({ hasText: 'And again' }).getByRole('button', { name: 'Delete' }).click()
  await expect(failed).toHaveCount(1)
  await visitor.reload()
  await expect(failed).toHaveCount(1)
  await visitor.unroute('**/messages')
  await failed.getByRole('button', { name: 'Retry' }).click()
  await expect(failed).toHaveCount(0)
  await expect(log(visitor).locator('[data-content]')).toHaveText(['Hello', 'Once more'])
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
})

test('a new visitor who writes at once is not refused, and their message arrives once', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  const statuses = noteStarts(visitor)
  await openChat(visitor)
  await say(visitor, 'Quick question')
  await say(visitor, 'about lamps')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await expect(log(visitor).locator('[data-content]')).toHaveText(['Quick question', 'about lamps'])
  expect(statuses).toEqual([201])
})

test('a program that fills in the honeypot is refused, and a person gets through after all', async ({
  visitorPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 403/)
  const visitor = await visitorPage()
  const statuses = noteStarts(visitor)
  await openChat(visitor)
  await composer(visitor).fill('Cheap pills')
  await visitor.evaluate(() => {
    for (const field of document.querySelectorAll('input')) field.value = 'https://pills.example'
    document.querySelector<HTMLFormElement>('form:has(textarea)')?.requestSubmit()
  })
  const failed = log(visitor).locator('[data-state="failed"]')
  await expect(failed).toContainText('Cheap pills')
  expect(statuses).toEqual([403])
  expect(await conversationIdOf(visitor)).toBe('')
  expect(await visitor.context().cookies()).toEqual([])

  await failed.getByRole('button', { name: 'Retry' }).click()
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  expect(statuses).toEqual([403, 201])
})

test('people cannot reach the honeypot', async ({ visitorPage }) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await expect(visitor.getByRole('textbox')).toHaveCount(1)
  await composer(visitor).press('Tab')
  await expect(visitor.getByRole('button', { name: 'Send' })).toBeFocused()
  await visitor.keyboard.press('Shift+Tab')
  await expect(composer(visitor)).toBeFocused()
})

test('W-47 W-48 draft and conversation survive a reload, a new tab, and reopening', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'I will come back')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  await composer(visitor).fill('Half a sen')

  await visitor.keyboard.press('Escape')
  await openChat(visitor)
  await expect(composer(visitor)).toHaveValue('Half a sen')
  await visitor.reload()
  await expect(composer(visitor), 'an open chat is open on the next page').toHaveValue('Half a sen')
  const tab = await visitor.context().newPage()
  await tab.goto('/')
  await openChat(tab)
  await expect(log(tab).locator('[data-content]')).toHaveText(['I will come back'])
  await expect(composer(tab)).toHaveValue('Half a sen')

  await composer(tab).press('Enter')
  await tab.reload()
  await expect(composer(tab)).toHaveValue('')
  await expect(log(visitor).getByText('Half a sen')).toBeVisible()
})

test('W-48 the chat works in a browser without storage, and says what that means', async ({ contexts }) => {
  const visitor = await contexts.openPage()
  await visitor.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  await visitor.goto('/')
  await openChat(visitor)
  await expect(visitor.getByText(/This browser isn’t saving drafts/)).toBeVisible()
  await say(visitor, 'Still here')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
})

test('W-49 the field grows to six lines, handles a long text, and says how much is left', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await openChat(visitor)
  const height = async () => (await composer(visitor).boundingBox())?.height ?? 0
  const heights: number[] = []
  for (const lines of [1, 3, 6, 7, 12]) {
    await composer(visitor).fill('line\n'.repeat(lines - 1).concat('line'))
    heights.push(Math.round(await height()))
  }
  const [one = 0, three = 0, six = 0, seven, twelve] = heights
  expect(three).toBeGreaterThan(one)
  expect(six).toBeGreaterThan(three)
  expect([seven, twelve]).toEqual([six, six])

  await composer(visitor).fill('x'.repeat(3_820))
  await expect(visitor.getByText('180 characters left')).toBeVisible()
  await composer(visitor).fill('x'.repeat(20_000))
  await expect(composer(visitor)).toHaveValue('x'.repeat(20_000))
  await expect(visitor.getByText('16,000 characters too many. Shorten the text to send it.')).toBeVisible()
  await composer(visitor).press('Enter')
  await expect(composer(visitor)).toHaveValue('x'.repeat(20_000))
  await expect(log(visitor).locator('[data-id]')).toHaveCount(0)
})

test('W-56 a lost connection is shown after five seconds, its recovery for two, and nothing is missed', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(LOST_CONNECTION)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'On a train')
  await openConversation(agent, 'On a train')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
  const away = visitor.getByText('Reconnecting… your messages are saved')
  const back = visitor.getByText('Back online')

  const lostAt = Date.now()
  await visitor.context().setOffline(true)
  await expect(away).toBeVisible({ timeout: 20_000 })
  expect(Date.now() - lostAt).toBeGreaterThanOrEqual(5_000)
  await post(agent, 'agent', await conversationIdOf(visitor), numbered(3, 'answer'))

  await visitor.context().setOffline(false)
  await expect(back).toBeVisible({ timeout: 20_000 })
  await expect(away).toHaveCount(0)
  await expect(back).toHaveCount(0)
  await expect(log(visitor).locator('[data-content]')).toHaveText(['On a train', ...numbered(3, 'answer')])
})
