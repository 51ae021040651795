import type { Page } from '@playwright/test'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

/** "Within a second", with headroom for a busy machine. */
const SOON = { timeout: 2_000 }

test('a visitor writes, an agent answers, both see it at once, and it survives a reload', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])

  await openChat(visitor)
  await say(visitor, 'Is the blue mug back?')
  await expect(log(visitor).getByText('Is the blue mug back?')).toBeVisible()
  await openConversation(agent, 'Is the blue mug back?')
  await expect(log(agent).getByText('Is the blue mug back?')).toBeVisible(SOON)

  await say(agent, 'It is, since this morning.')
  await expect(log(visitor).getByText('It is, since this morning.')).toBeVisible(SOON)
  await say(visitor, 'Lovely, thank you')
  await expect(log(agent).getByText('Lovely, thank you')).toBeVisible(SOON)

  for (const page of [visitor, agent]) {
    await page.reload()
    await expectTexts(page, ['Is the blue mug back?', 'It is, since this morning.', 'Lovely, thank you'])
  }
})

test('W-37 W-38 the visitor sees when a message was sent and read, and when the agent types', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Do you ship to Portugal?')
  await expect(log(visitor).getByText('Sent')).toBeVisible()

  await openConversation(agent, 'Do you ship to Portugal?')
  await expect(log(visitor).getByText('Read')).toBeVisible()

  await composer(agent).pressSequentially('We d')
  await expect(visitor.getByText(/is typing|typing…/i).first()).toBeAttached(SOON)
  await say(agent, 'We do, within three days.')
  await expect(visitor.getByText(/is typing|typing…/i)).toHaveCount(0)
})

test('W-44 ten messages typed in a row keep their order on both sides', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  const written = Array.from({ length: 10 }, (_, index) => `line number ${index}`)
  for (const text of written) await say(visitor, text)

  await openConversation(agent, 'line number')
  await expectTexts(agent, written)
  await expectTexts(visitor, written)
})

test('two agents and a visitor see each other’s messages', async ({ visitorPage, agentPage }) => {
  const [visitor, first, second] = await Promise.all([visitorPage(), agentPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Can I change my order?')
  await openConversation(first, 'Can I change my order?')
  await openConversation(second, 'Can I change my order?')

  await say(first, 'Of course, to what?')

  await expect(log(second).getByText('Of course, to what?')).toBeVisible(SOON)
  await expect(log(visitor).getByText('Of course, to what?')).toBeVisible(SOON)
})

test('A-24 closing can be undone, and a visitor’s message reopens', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Thanks, that is all')
  await openConversation(agent, 'Thanks, that is all')

  await agent
    .getByRole('button', { name: /^Close/ })
    .first()
    .click()
  await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
  await agent.getByRole('button', { name: 'Undo' }).click()
  await expect(visitor.getByText('Closed. Write to reopen.')).toHaveCount(0)

  await agent
    .getByRole('button', { name: /^Close/ })
    .first()
    .click()
  await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
  await say(visitor, 'Oh, one more thing')
  await expect(visitor.getByText('Closed. Write to reopen.')).toHaveCount(0)
  await expect(agent.getByRole('button', { name: /^Close/ }).first()).toBeVisible()
})

test('W-40 markup stays text, and only safe links become links', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const hostile =
    '<img src=x onerror="window.__xss=1"> <script>window.__xss=1</script> javascript:alert(1) https://porchlight.test/a'
  await openChat(visitor)
  await say(visitor, hostile)
  await openConversation(agent, '<img src=x')

  for (const page of [visitor, agent]) {
    await expectTexts(page, [hostile])
    expect(await page.evaluate(() => '__xss' in window)).toBe(false)
    const links = log(page).getByRole('link')
    await expect(links).toHaveCount(1)
    await expect(links).toHaveAttribute('href', 'https://porchlight.test/a')
    await expect(links).toHaveAttribute('rel', /noopener noreferrer nofollow/)
  }
})

async function expectTexts(page: Page, expected: string[]): Promise<void> {
  await expect(log(page).locator('[data-content]')).toHaveText(expected)
}
