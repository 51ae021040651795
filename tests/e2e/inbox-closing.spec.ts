import type { Page } from '@playwright/test'
import { composer, conversationIdOf, log, openChat, openConversation, post, say } from './support/chat'
import { expect, test } from './support/fixtures'

const toggle = (page: Page) => page.locator('[data-action="toggle-status"]')
const list = (page: Page) => page.locator('[data-part="list"]')
const row = (page: Page, text: string) => list(page).locator('[data-row]', { hasText: text })
const closedNote = (visitor: Page) => visitor.getByText('Closed. Write to reopen.')

test('a held reply closes nothing until it is sent, and an empty one just closes', async ({
  visitorPage,
  agentPage,
  benPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 409/)
  const [visitor, ada, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  await openChat(visitor)
  await say(visitor, 'Is it 5 or 6?')
  await openConversation(ada, 'Is it 5 or 6?')
  await openConversation(ben, 'Is it 5 or 6?')
  await composer(ada).fill('It is')
  await say(ben, 'It is 5.')
  await expect(log(ada).getByText('It is 5.')).toBeVisible()

  await composer(ada).press('End')
  await composer(ada).pressSequentially(' 6.')
  await composer(ada).press('Control+Enter')
  const held = log(ada).locator('[data-state="held"]', { hasText: 'It is 6.' })
  await expect(held).toContainText('Ben Okafor has just replied: It is 5.')
  await expect(toggle(ada)).toHaveText(/^Close/)
  await ada.reload()
  await expect(closedNote(visitor)).toHaveCount(0)

  await held.getByRole('button', { name: 'Send anyway' }).click()
  await expect(log(visitor).getByText('It is 6.')).toBeVisible()
  await expect(closedNote(visitor)).toBeVisible()
  await expect(ada.getByText('Conversation closed')).toBeVisible()

  await say(visitor, 'So it is 5.5')
  await expect(toggle(ada)).toHaveText(/^Close/)
  await expect(log(ada).getByText('So it is 5.5')).toBeVisible()
  await composer(ada).press('Control+Enter')
  await expect(closedNote(visitor)).toBeVisible()
  await toggle(ada).click()
  await expect(closedNote(visitor)).toHaveCount(0)
  await toggle(ada).click()
  await expect(ada.getByRole('button', { name: /^Undo/ }), 'one way back per conversation').toHaveCount(1)
  await log(ada).focus()
  await ada.keyboard.press('z')
  await expect(ada.getByText('Conversation reopened.')).toBeVisible()
  await expect(closedNote(visitor)).toHaveCount(0)
})

test('closing stops at a message that arrived meanwhile, says so, and closes once that was seen', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 409/)
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'That was all')
  await openConversation(agent, 'That was all')
  const conversationId = await conversationIdOf(visitor)
  let isFirst = true
  await agent.route('**/api/support/conversations/*', async (route) => {
    if (isFirst && route.request().method() === 'PATCH') {
      isFirst = false
      await post(visitor, 'visitor', conversationId, ['Or was it?'])
    }
    await route.continue()
  })

  await toggle(agent).click()
  await expect(agent.getByText(/has just written\. The conversation stays open\.$/)).toBeVisible()
  await expect(log(agent).getByText('Or was it?')).toBeVisible()
  await expect(toggle(agent)).toHaveText(/^Close/)
  await expect(closedNote(visitor)).toHaveCount(0)
  await agent.getByRole('button', { name: 'Close anyway' }).click()
  await expect(closedNote(visitor)).toBeVisible()
})

test('conversations that need an answer are counted, sorted by waiting time, and settled with a key', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const filter = list(agent).getByRole('link', { name: /^Needs answer/ })
  const total = async () => Number(/\d+/.exec((await filter.textContent()) ?? '')?.[0] ?? 0)
  await expect(filter).toContainText(/\d/)
  const before = await total()
  await openChat(visitor)
  await say(visitor, 'Sleep well')
  await expect.poll(total).toBe(before + 1)

  await filter.click()
  await expect(agent).toHaveURL(/status=needs-answer/)
  await expect(list(agent).locator('[data-row]').last()).toContainText('Sleep well')
  await expect(list(agent).locator('[data-row]').first()).toContainText(/waiting (for|since)/)
  await list(agent).getByRole('link', { name: 'Newest first' }).click()
  await expect(list(agent).locator('[data-row]').first()).toContainText('Sleep well')

  await openConversation(agent, 'Sleep well')
  await expect.poll(total, 'reading answers nothing').toBe(before + 1)
  await log(agent).focus()
  await agent.keyboard.press('d')
  await expect.poll(total).toBe(before)
  await expect(row(agent, 'Sleep well')).toContainText('Settled')
  await agent.keyboard.press('z')
  await expect.poll(total).toBe(before + 1)
  await expect(row(agent, 'Sleep well')).not.toContainText('Settled')
  await agent.getByRole('button', { name: 'No answer needed' }).click()
  await expect.poll(total).toBe(before)
  await say(visitor, 'And one more thing')
  await expect.poll(total).toBe(before + 1)

  await agent.locator('[data-action="toggle-status"]').click()
  await list(agent).getByRole('link', { name: 'All', exact: true }).click()
  await expect(row(agent, 'And one more thing')).toContainText('Closed')
})
