import type { BrowserContextOptions, Page } from '@playwright/test'
import { expectAccessible, expectAccessibleInAllLooks } from './support/accessibility'
import { composer, conversationIdOf, log, openChat, openConversation, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

const sizes: [name: string, options: BrowserContextOptions][] = [
  ['a phone', { viewport: { width: 390, height: 780 }, reducedMotion: 'reduce' }],
  ['a desk', { viewport: { width: 1440, height: 860 }, reducedMotion: 'reduce' }],
]
const toggle = (page: Page) => page.locator('[data-action="toggle-status"]')
const answer = 'It **is**, see https://porchlight.test/proof\n- one\n- two\n> quoted `code`\n```\nblock\n```'

for (const [name, options] of sizes) {
  test(`axe finds no violations in the visitor’s chat, on ${name}`, async ({
    visitorPage,
    agentPage,
    allowConsoleError,
  }) => {
    allowConsoleError(/status of 403|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/)
    test.slow()
    const [visitor, agent] = await Promise.all([visitorPage(options), agentPage()])
    await expectAccessibleInAllLooks(visitor)
    await openChat(visitor)
    await expectAccessibleInAllLooks(visitor)

    await say(visitor, `Is it true, on ${name}?`)
    await openConversation(agent, `Is it true, on ${name}?`)
    await post(agent, 'agent', await conversationIdOf(visitor), [answer])
    await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
    await composer(agent).pressSequentially('And')
    await expect(log(visitor).getByText(/is typing…/)).toBeAttached()
    await composer(visitor).fill('x'.repeat(4_010))
    await expectAccessibleInAllLooks(visitor)
    await composer(visitor).fill('')

    const refusal = { error: { code: 'forbidden', message: 'No.', requestId: 'test' } }
    await visitor.route('**/messages', (route) => route.fulfill({ status: 403, json: refusal }))
    await say(visitor, 'This one fails')
    await expect(log(visitor).getByText('Not sent')).toBeVisible()
    await visitor.unroute('**/messages')
    await visitor.context().setOffline(true)
    await say(visitor, 'This one waits')
    await expect(log(visitor).getByText('Waiting for connection')).toBeVisible()
    await expect(visitor.getByText('Reconnecting…')).toBeVisible({ timeout: 20_000 })
    await expectAccessibleInAllLooks(visitor)
    await visitor.context().setOffline(false)
    await expect(visitor.getByText('Back online')).toBeVisible({ timeout: 20_000 })
    await expect(log(visitor).getByText('Waiting for connection')).toHaveCount(0)

    await visitor.keyboard.press('Escape')
    await say(agent, 'Come and see')
    await expect(visitor.getByRole('button', { name: 'Open chat, 1 unread message' })).toBeVisible()
    await expectAccessibleInAllLooks(visitor)
    await openChat(visitor)
    await expect(log(visitor).getByText('New', { exact: true })).toBeVisible()
    await toggle(agent).click()
    await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
    await expectAccessibleInAllLooks(visitor)
  })

  test(`axe finds no violations in the agents’ inbox, on ${name}`, async ({
    visitorPage,
    agentPage,
    allowConsoleError,
  }) => {
    allowConsoleError(/status of 404/)
    test.slow()
    const [visitor, agent] = await Promise.all([visitorPage(), agentPage(options)])
    const isNarrow = (options.viewport?.width ?? 0) < 720
    await openChat(visitor)
    await say(visitor, `Who is there, on ${name}?`)
    await expect(agent.getByRole('link').filter({ hasText: `Who is there, on ${name}?` })).toBeVisible()
    await expectAccessibleInAllLooks(agent)

    await agent.getByRole('button', { name: /colours and sign-out/ }).click()
    await expectAccessibleInAllLooks(agent)
    await agent.keyboard.press('Escape')
    await agent.keyboard.press('?')
    await expect(agent.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expectAccessibleInAllLooks(agent)
    await agent.keyboard.press('Escape')

    await openConversation(agent, `Who is there, on ${name}?`)
    await post(agent, 'agent', await conversationIdOf(visitor), [answer])
    await composer(visitor).pressSequentially('Aha')
    await expect(log(agent).getByText(/is typing…/)).toBeAttached()
    await expectAccessibleInAllLooks(agent)
    if (isNarrow) await agent.getByRole('button', { name: 'Visitor details' }).click()
    await agent.getByRole('button', { name: 'Change the name' }).click()
    await expectAccessible(agent)
    await agent.keyboard.press('Escape')
    if (isNarrow) {
      await expectAccessibleInAllLooks(agent)
      await agent.goBack()
    }

    await toggle(agent).click()
    await expect(agent.getByRole('button', { name: 'Undo' })).toBeVisible()
    await expectAccessibleInAllLooks(agent)
    await agent.goto('/support/agent?status=closed&unread=1')
    await expect(agent.getByRole('link', { name: 'Clear filters' })).toBeVisible()
    await expectAccessibleInAllLooks(agent)
    await agent.goto('/support/agent/01900000-0000-7000-8000-000000000000')
    await expect(agent.getByRole('heading', { name: 'Conversation not found' })).toBeVisible()
    await expectAccessibleInAllLooks(agent)
  })
}

test('nothing is animated with reduced motion', async ({ visitorPage, agentPage }) => {
  const still = { reducedMotion: 'reduce' } as const
  const [visitor, agent] = await Promise.all([visitorPage(still), agentPage(still)])
  await openChat(visitor)
  await say(visitor, 'Gently, please')
  await openConversation(agent, 'Gently, please')
  await composer(agent).pressSequentially('Of')
  await expect(log(visitor).getByText(/is typing…/)).toBeAttached()
  await say(agent, 'Of course')
  await expect(log(visitor).getByText('Of course')).toBeVisible()
  await toggle(agent).click()
  await expect(agent.getByText('Conversation closed')).toBeVisible()
  for (const page of [visitor, agent]) {
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  }
})

test('every page declares its title, language and direction', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const stranger = await visitorPage()
  await stranger.goto('/support/agent')
  await expect(stranger.getByLabel('Password', { exact: true })).toBeVisible()
  await expectAccessible(stranger)
  for (const [page, title] of [
    [visitor, /^Evening Light/],
    [agent, /Inbox/],
    [stranger, /^Sign in/],
  ] as const) {
    await expect(page).toHaveTitle(title)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('html')).toHaveCSS('direction', 'ltr')
  }
})

test('wider spacing of letters, words and lines hides nothing', async ({ visitorPage }) => {
  const visitor = await visitorPage({ viewport: { width: 390, height: 780 }, bypassCSP: true })
  await openChat(visitor)
  await say(visitor, 'Room to read, please')
  await visitor.addStyleTag({
    content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`,
  })
  await expect(log(visitor).getByText('Room to read, please')).toBeInViewport({ ratio: 1 })
  for (const name of ['Send', 'Close chat']) {
    await expect(visitor.getByRole('dialog').getByRole('button', { name })).toBeInViewport({ ratio: 1 })
  }
})
