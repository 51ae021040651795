import type { Page } from '@playwright/test'
import {
  composer,
  conversationIdOf,
  distanceToBottom,
  log,
  numbered,
  openChat,
  openConversation,
  post,
  say,
} from './support/chat'
import { expect, test } from './support/fixtures'
import { createGate } from './support/gate'

const header = (page: Page) => page.locator('#conversation')
const toggle = (page: Page) => page.locator('[data-action="toggle-status"]')

test('A-13 the header shows who it is, whether they are here, where, and their local time', async ({
  visitorPage,
  agentPage,
}) => {
  const visitor = await visitorPage({ timezoneId: 'Europe/Lisbon' })
  // Where the details are shown beside it, the header omits what they show.
  const agent = await agentPage({ viewport: { width: 1100, height: 720 } })
  await openChat(visitor)
  await say(visitor, 'I am Maria')
  await openConversation(agent, 'I am Maria')
  await expect(header(agent).getByText('Online', { exact: true })).toBeVisible()
  await expect(header(agent).getByText('Now on /', { exact: true })).toBeVisible()
  await expect(header(agent).getByText(/\d:\d\d.* in Lisbon/)).toBeVisible()
  await expect(log(agent).getByText('Started from / · Chrome')).toBeVisible()
  await agent.setViewportSize({ width: 1280, height: 720 })
  await expect(header(agent).getByText(/\d:\d\d.* in Lisbon/)).toBeHidden()
  await expect(
    agent.getByRole('region', { name: 'Visitor details' }).getByText(/\d:\d\d.*, Lisbon/),
  ).toBeVisible()

  await header(agent).getByRole('button', { name: 'Change the name' }).click()
  await agent.keyboard.type('Mario')
  await agent.keyboard.press('Escape')
  await expect(header(agent).getByRole('button', { name: 'Change the name' })).toBeFocused()
  await agent.keyboard.press('Enter')
  await agent.keyboard.type('Maria Oliveira')
  await agent.keyboard.press('Enter')
  await expect(header(agent).getByRole('heading', { name: 'Maria Oliveira' })).toBeVisible()
  await expect(agent.getByRole('link', { name: /Maria Oliveira/ })).toBeVisible()
  await expect(agent.getByRole('region', { name: 'Visitor details' })).toContainText('Maria Oliveira')

  await visitor.goto('about:blank')
  await expect(header(agent).getByText('Offline', { exact: true })).toBeVisible()
})

test('A-14 colleagues viewing the conversation are listed by name, with a ring while they write', async ({
  agentPage,
  benPage,
}) => {
  const [ada, ben] = await Promise.all([agentPage(), benPage()])
  await openConversation(ada, 'Oskar Lund')
  await openConversation(ben, 'Oskar Lund')
  const colleagues = header(ada).getByRole('list', { name: 'Also looking at this' })
  await expect(colleagues.getByText('Ben Okafor is here too')).toBeAttached()

  await composer(ben).pressSequentially('Let me')
  await expect(colleagues.getByText('Ben Okafor is writing')).toBeAttached()
  await expect(ada.getByText('Ben Okafor is writing a reply…')).toBeVisible()
  const ring = await colleagues.getByRole('listitem').evaluate((item) => getComputedStyle(item).boxShadow)
  expect(ring).not.toBe('none')

  await composer(ben).fill('')
  await expect(ada.getByText('Ben Okafor is writing a reply…')).toHaveCount(0)
  await ben.goto('about:blank')
  await expect(colleagues).toHaveCount(0)
})

test('A-21 a reply overtaken by a colleague’s is held, with theirs in view, and can be edited or sent', async ({
  visitorPage,
  agentPage,
  benPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 409/)
  const [visitor, ada, ben] = [await visitorPage(), await agentPage(), await benPage()]
  await openChat(visitor)
  await say(visitor, 'When do you close?')
  await openConversation(ada, 'When do you close?')
  await openConversation(ben, 'When do you close?')
  // Ada's reply stays in transit until Ben's has arrived.
  let gate = createGate()
  await ada.route('**/messages', async (route) => {
    await gate.opened
    await route.continue()
  })
  const held = log(ada).locator('[data-state="held"]')

  await say(ada, 'We close at six.')
  await say(ben, 'At **five** today.')
  await expect(log(visitor).getByText('At five today.')).toBeVisible()
  gate.open()
  await expect(held).toContainText('We close at six.')
  await expect(held).toContainText('Ben Okafor has just replied: At five today.')

  await composer(ada).fill('Sorry!')
  await held.getByRole('button', { name: 'Keep editing' }).click()
  await expect(held).toHaveCount(0)
  await expect(composer(ada)).toBeFocused()
  await expect(composer(ada)).toHaveValue('We close at six.\nSorry!')

  gate = createGate()
  await say(ada, 'Six on other days.')
  await say(ben, 'Come early.')
  await expect(log(visitor).getByText('Come early.')).toBeVisible()
  gate.open()
  await expect(held).toContainText('Ben Okafor has just replied: Come early.')
  await held.getByRole('button', { name: 'Send anyway' }).click()
  await expect(log(visitor).getByText('Six on other days.')).toBeVisible()
  await expect(log(visitor).getByText('We close at six.')).toHaveCount(0)
})

test('A-28 a blocked visitor is told so, keeps their draft, and can send it once unblocked', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 40[13]/)
  const [visitor, agent] = [await visitorPage(), await agentPage()]
  await openChat(visitor)
  await say(visitor, 'I will not stop')
  await openConversation(agent, 'I will not stop')
  await expect(header(agent).getByText('Online', { exact: true })).toBeVisible()
  const details = agent.getByRole('region', { name: 'Visitor details' })
  const row = agent.locator('li[data-row]', { hasText: 'I will not stop' })

  await details.getByRole('button', { name: 'Block visitor…' }).click()
  const dialog = agent.getByRole('dialog', { name: 'Block visitor?' })
  await dialog.getByRole('button', { name: 'Block visitor' }).click()
  await expect(details.getByText(/Blocked by Ada/)).toBeVisible()
  await expect(details.getByRole('button', { name: 'Unblock visitor' })).toBeFocused()
  await expect(row.getByText('Blocked')).toBeVisible()
  await expect(header(agent).getByText('Blocked', { exact: true })).toBeVisible()
  // A client that was cut off counts as present for another 15 seconds, in case it reconnects.
  await expect(header(agent).getByText('Offline', { exact: true })).toBeVisible({ timeout: 30_000 })

  const refusal = visitor.getByText('You cannot write here at the moment. What you have typed is kept.')
  await expect(refusal).toBeVisible({ timeout: 30_000 })
  await say(visitor, 'Let me in')
  const unsent = log(visitor).locator('[data-state="failed"]', { hasText: 'Let me in' })
  await expect(unsent).toBeVisible()
  await visitor.reload()
  await expect(refusal).toBeVisible()

  await details.getByRole('button', { name: 'Unblock visitor' }).click()
  await expect(row.getByText('Blocked')).toHaveCount(0)
  // Sooner than the page would poll.
  await visitor.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(refusal).toHaveCount(0, { timeout: 30_000 })
  await unsent.getByRole('button', { name: 'Retry' }).click()
  await expect(log(agent).getByText('Let me in')).toBeVisible()
  await expect(header(agent).getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 })
})

test('A-17 a conversation opens at the first unread message, and reopens where it was left, with the draft', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([
    visitorPage({ viewport: { width: 900, height: 700 } }),
    agentPage(),
  ])
  await openChat(visitor)
  await say(visitor, 'A long story')
  await openConversation(agent, 'A long story')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
  await openConversation(agent, 'Oskar Lund')
  await post(visitor, 'visitor', await conversationIdOf(visitor), numbered(30, 'chapter'))
  await expect(agent.getByRole('link').filter({ hasText: 'chapter number 30' })).toBeVisible()

  await openConversation(agent, 'chapter number 30')
  await expect(log(agent).locator('[data-new]')).toBeInViewport()
  await log(agent).evaluate((element) => element.scrollTo(0, 300))
  const before = await distanceToBottom(agent)
  await composer(agent).fill('Wait, which')

  await openConversation(agent, 'Oskar Lund')
  await openConversation(agent, 'Wait, which')
  await expect(composer(agent)).toHaveValue('Wait, which')
  await expect.poll(() => distanceToBottom(agent)).toBe(before)
})

test('A-17 the next conversations are prefetched, and open without a request', async ({ agentPage }) => {
  const agent = await agentPage()
  const loaded = new Set<string>()
  agent.on('response', (response) => {
    const id = /conversations\/([0-9a-f-]{36})\?limit=50/.exec(response.url())?.[1]
    if (id) loaded.add(id)
  })
  const idOf = (index: number) => agent.locator('[data-row]').nth(index).getAttribute('data-row')
  await agent.locator('[data-row] a').first().click()
  const next = await Promise.all([idOf(1), idOf(2), idOf(3)])
  await expect.poll(() => next.every((id) => loaded.has(id ?? ''))).toBe(true)

  // The network is cut, and the conversation still opens.
  await agent.route('**/api/support/conversations/**', () => {})
  await agent.locator('[data-row] a').nth(1).click()
  await expect(log(agent).locator('[data-content]').first()).toBeVisible()
})

test('A-19 Ctrl+Enter sends and closes; Z undoes the close', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Thanks, that was all')
  await openConversation(agent, 'Thanks, that was all')

  await composer(agent).fill('You are welcome')
  await composer(agent).press('Control+Enter')
  await expect(log(visitor).getByText('You are welcome')).toBeVisible()
  await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
  await expect(agent.getByText('Conversation closed')).toBeVisible()
  await log(agent).focus()
  await agent.keyboard.press('z')
  await expect(visitor.getByText('Closed. Write to reopen.')).toHaveCount(0)
  await expect(toggle(agent)).toHaveText(/^Close/)

  await composer(agent).fill('Goodbye')
  await agent.getByRole('button', { name: 'Send & close' }).click()
  await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
  await say(visitor, 'Oh, wait')
  await expect(toggle(agent), 'A-24 a visitor’s message reopens').toHaveText(/^Close/)
})

test('A-23 a failed close is reverted, with the reason', async ({ agentPage, allowConsoleError }) => {
  allowConsoleError(/status of 500|ERR_FAILED/)
  const agent = await agentPage()
  await openConversation(agent, 'Oskar Lund')
  await agent.route('**/api/support/conversations/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await toggle(agent).click()
  await expect(
    agent.getByText(/^The conversation could not be closed\. Porchlight could not be reached/),
  ).toBeVisible()
  await expect(toggle(agent)).toHaveText(/^Close/)
  await expect(agent.getByRole('button', { name: 'Undo' })).toHaveCount(0)
})

test('A-30 an offline desk says so, still accepts replies, and catches up when back online', async ({
  visitorPage,
  agentPage,
  benPage,
  allowConsoleError,
}) => {
  allowConsoleError(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/)
  const [visitor, agent, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  await openChat(visitor)
  await say(visitor, 'Through the storm')
  await openConversation(agent, 'Through the storm')
  await openConversation(ben, 'Through the storm')
  const beside = header(ben).getByText('Ada Lindqvist is here too')
  await expect(beside).toBeAttached()

  await agent.context().setOffline(true)
  await expect(agent.getByText('Reconnecting… your messages are saved')).toBeVisible({ timeout: 20_000 })
  await say(agent, 'Can you still read me?')
  await expect(log(agent).getByText('Waiting for connection')).toBeVisible()
  await say(visitor, 'Hello?')
  // It is stored before the agent's; otherwise the order below would not be determined.
  await expect(log(ben).getByText('Hello?')).toBeVisible({ timeout: 20_000 })

  await agent.context().setOffline(false)
  await expect(log(visitor).getByText('Can you still read me?')).toBeVisible({ timeout: 20_000 })
  await expect(log(agent).locator('[data-content]')).toHaveText([
    'Through the storm',
    'Hello?',
    'Can you still read me?',
  ])
  await expect(beside).toBeAttached()
})

test('A-35 after a session has ended, signing in restores the place and the draft', async ({
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 401/)
  const agent = await agentPage({ storageState: { cookies: [], origins: [] } })
  await agent.getByLabel('E-mail').fill('ben@example.com')
  await agent.getByLabel('Password', { exact: true }).fill('a lamp on the porch')
  await agent.keyboard.press('Enter')
  await openConversation(agent, 'Oskar Lund')
  await composer(agent).fill('I was about to say')
  const place = agent.url()

  await agent.context().clearCookies()
  // It may have noticed by itself, and be redirecting.
  await agent.evaluate(() => window.dispatchEvent(new Event('online'))).catch(() => {})
  await expect(agent).toHaveURL(/\/sign-in\?next=/)
  await agent.getByLabel('E-mail').fill('ben@example.com')
  await agent.getByLabel('Password', { exact: true }).fill('a lamp on the porch')
  await agent.keyboard.press('Enter')
  await expect(agent).toHaveURL(place)
  await expect(composer(agent)).toHaveValue('I was about to say')
})

test('A-35 a dead link says what to do', async ({ agentPage, allowConsoleError }) => {
  allowConsoleError(/status of 404/)
  const agent = await agentPage()
  await agent.goto('/support/agent/01900000-0000-7000-8000-000000000000')
  await expect(agent.getByRole('heading', { name: 'Conversation not found' })).toBeVisible()
  await agent.getByRole('link', { name: 'Back to inbox' }).click()
  await expect(agent).toHaveURL(/\/support\/agent$/)
  await expect(agent.getByText('Choose a conversation to read it.')).toBeVisible()
})
