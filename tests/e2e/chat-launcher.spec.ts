import type { Page } from '@playwright/test'
import { conversationIdOf, log, numbered, openChat, openConversation, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

const launcher = (page: Page) => page.getByRole('button', { name: /^(Open|Close) chat/ }).first()

test('W-11 the launcher is a button with a name, a state, a touch target and a visible focus', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await expect(launcher(visitor)).toHaveAccessibleName('Open chat')
  await expect(launcher(visitor)).toHaveAttribute('aria-expanded', 'false')
  expect(await launcher(visitor).boundingBox()).toMatchObject({ width: 56, height: 56 })

  // The last Tab stop, so one step back from the end of the page.
  await visitor.keyboard.press('Shift+Tab')
  await expect(launcher(visitor)).toBeFocused()
  expect(await launcher(visitor).evaluate((button) => getComputedStyle(button).outlineWidth)).toBe('2px')

  await visitor.keyboard.press('Enter')
  await expect(launcher(visitor)).toHaveAccessibleName('Close chat')
  await expect(launcher(visitor)).toHaveAttribute('aria-expanded', 'true')
})

test('W-12 the badge counts messages that arrived while the chat was closed, the same in every tab', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Where is my parcel?')
  await expect(log(visitor).getByText('Sent')).toBeVisible()
  await visitor.keyboard.press('Escape')
  const otherTab = await visitor.context().newPage()
  await otherTab.goto('/')
  await openConversation(agent, 'Where is my parcel?')

  await say(agent, 'It left us on Monday.')
  await say(agent, 'I will ask the carrier.')
  for (const tab of [visitor, otherTab]) {
    await expect(launcher(tab)).toHaveAccessibleName('Open chat, 2 unread messages')
  }
  await post(agent, 'agent', await conversationIdOf(visitor), numbered(8))
  await expect(launcher(otherTab)).toHaveAccessibleName('Open chat, 10 unread messages')
  await expect(launcher(otherTab)).toHaveText('9+')

  // A visible launcher marks nothing as read; an open chat marks what is on screen as read, in all tabs.
  await openChat(visitor)
  await expect(log(visitor).getByText('message number 8')).toBeVisible()
  await expect(launcher(otherTab)).toHaveAccessibleName('Open chat')
})

test('W-13 the chat never opens itself; an answer shows beside the launcher until it is dismissed', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const card = visitor.getByRole('button', { name: /^New message from/ })
  const dismiss = visitor.getByRole('button', { name: 'Dismiss message' })
  await openChat(visitor)
  await say(visitor, 'Is it in stock?')
  await openConversation(agent, 'Is it in stock?')
  await visitor.keyboard.press('Escape')

  await say(agent, '**Yes**, three of them')
  await expect(card).toHaveAccessibleName(/^New message from Ada Lindqvist ?: Yes, three of them$/)
  await expect(visitor.getByRole('dialog')).toHaveCount(0)
  const target = await dismiss.boundingBox()
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(24)

  await dismiss.click()
  await expect(card).toHaveCount(0)
  await visitor.reload()
  await expect(launcher(visitor)).toHaveAccessibleName('Open chat, 1 unread message')
  await expect(card).toHaveCount(0)

  await say(agent, 'Shall I keep one for you?')
  await expect(card).toHaveAccessibleName(/Shall I keep one for you\?$/)
  await visitor.setViewportSize({ width: 480, height: 800 })
  await expect(card).toBeHidden()
  await visitor.setViewportSize({ width: 1000, height: 800 })
  await card.click()
  await expect(log(visitor).getByText('Shall I keep one for you?')).toBeVisible()
})

test('W-55 visitors are never asked for permission to be notified', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await visitor.evaluate(() => {
    Notification.requestPermission = async () => {
      document.title = 'asked'
      return 'denied'
    }
  })
  await openChat(visitor)
  await say(visitor, 'Quietly, please')
  await openConversation(agent, 'Quietly, please')
  await visitor.keyboard.press('Escape')
  await say(agent, 'Of course')
  await expect(launcher(visitor)).toHaveAccessibleName('Open chat, 1 unread message')
  await expect(visitor).not.toHaveTitle('asked')
})
