import type { Page } from '@playwright/test'
import { expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { composer, conversationIdOf, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const SECRET = 'between us'

const mode = (page: Page, name: 'Reply' | 'Note') =>
  page.getByRole('group', { name: 'Write to' }).getByRole('button', { name, exact: true })

test('A-16 A-18 a note reaches only the team, and is no answer', async ({
  visitorPage,
  agentPage,
  benPage,
}) => {
  const [visitor, ada, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  const received = everythingReceivedBy(visitor)
  await openChat(visitor)
  await say(visitor, 'Where is my parcel?')
  await openConversation(ada, 'Where is my parcel?')
  await openConversation(ben, 'Where is my parcel?')
  const waiting = ada.getByText(/^Needs an answer/)
  await expect(waiting.first()).toBeVisible()

  await log(ada).focus()
  await ada.keyboard.press('n')
  await expect(mode(ada, 'Note')).toHaveAttribute('aria-pressed', 'true')
  await expect(composer(ada)).toBeFocused()
  await expect(composer(ada)).toHaveAttribute('placeholder', 'Write a note for your team…')
  await expect(ada.getByRole('button', { name: 'Send & close' })).toHaveCount(0)
  await composer(ada).pressSequentially(`The carrier lost it, ${SECRET}`)
  await expect(ben.getByText('Ada Lindqvist is writing a note…')).toBeVisible()
  await composer(ada).press('Control+Enter')

  for (const agent of [ada, ben]) {
    const card = log(agent).getByRole('listitem').filter({ hasText: SECRET })
    await expect(card).toContainText('only your team sees this')
    const border = await card
      .locator('[title]')
      .first()
      .evaluate((bubble) => getComputedStyle(bubble).borderStyle)
    expect(border).toBe('dashed')
  }
  await expect(log(ben).getByText('Note · Ada Lindqvist · only your team sees this')).toBeVisible()
  await expect(ben.getByText('Ada Lindqvist is writing a note…')).toHaveCount(0)
  await expect(waiting.first(), 'a note is no answer').toBeVisible()
  await expect(ada.locator('[data-action="toggle-status"]'), 'nor does it close').toHaveText(/^Close/)

  // What comes after it has come, so the note would have, too.
  await say(ben, 'We are looking for it')
  await expect(log(visitor).getByText('We are looking for it')).toBeVisible()
  await expect(visitor.getByText(SECRET)).toHaveCount(0)
  await visitor.reload()
  await expect(log(visitor).getByText('We are looking for it')).toBeVisible()
  await expect(visitor.getByText(SECRET)).toHaveCount(0)
  expect(received.join()).toContain('We are looking for it')
  expect(received.join()).not.toContain(SECRET)
})

test('A-18 the visitor sees no one typing while a note is written, but does for a reply', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Anybody there?')
  await openConversation(ada, 'Anybody there?')
  const signs = await countTyping(visitor)

  await mode(ada, 'Note').click()
  await composer(ada).pressSequentially('They sound angry')
  await mode(ada, 'Reply').click()
  await expect(composer(ada)).toHaveValue('')
  expect(await signs()).toBe(0)
  await composer(ada).pressSequentially('Yes')
  await expect.poll(signs).toBeGreaterThan(0)
})

test('A-18 each mode keeps its own text, across conversations and reloads, and one is never sent as the other', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Two kinds of words')
  await openConversation(ada, 'Two kinds of words')
  await composer(ada).fill('Dear customer')
  await mode(ada, 'Note').click()
  await expect(composer(ada)).toHaveValue('')
  await expect(composer(ada)).toBeFocused()
  await composer(ada).fill(`Is this a fraud? ${SECRET}`)
  await mode(ada, 'Reply').click()
  await expect(composer(ada)).toHaveValue('Dear customer')

  await openConversation(ada, 'Oskar Lund')
  await expect(composer(ada)).toHaveValue('')
  await openConversation(ada, 'Dear customer')
  await ada.reload()
  await expect(mode(ada, 'Note'), 'what was typed last').toHaveAttribute('aria-pressed', 'true')
  await expect(composer(ada)).toHaveValue(`Is this a fraud? ${SECRET}`)
  await mode(ada, 'Reply').click()
  await expect(composer(ada)).toHaveValue('Dear customer')
  await composer(ada).press('Enter')
  await expect(log(visitor).getByText('Dear customer')).toBeVisible()
  await mode(ada, 'Note').click()
  await composer(ada).press('Enter')
  await expect(log(ada).getByRole('listitem').filter({ hasText: SECRET })).toContainText('only your team')
  await expect(visitor.getByText(SECRET)).toHaveCount(0)

  // An empty field tells nothing of its mode, so that holds through a reload, too.
  await ada.reload()
  await expect(mode(ada, 'Note')).toHaveAttribute('aria-pressed', 'true')
  await openConversation(ada, 'Oskar Lund')
  await expect(mode(ada, 'Reply')).toHaveAttribute('aria-pressed', 'true')
})

test('A-18 the list tells of a note that is not finished', async ({ visitorPage, agentPage }) => {
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Is it in stock?')
  await openConversation(ada, 'Is it in stock?')
  const id = await conversationIdOf(visitor)
  await mode(ada, 'Note').click()
  await composer(ada).fill('Ask the warehouse')
  const row = ada.locator(`[data-row="${id}"]`)
  await ada.locator(`[data-row]:not([data-row="${id}"]) a`).first().click()
  await expect(row).toContainText('Note, draft: Ask the warehouse')
  await row.getByRole('link').click()
  await expect(composer(ada)).toHaveValue('Ask the warehouse')
  await composer(ada).fill('')
})

test('W-46 A-18 notes and replies that were written offline go out once, in order and each to its readers', async ({
  visitorPage,
  agentPage,
  benPage,
  allowConsoleError,
}) => {
  allowConsoleError(/ERR_INTERNET_DISCONNECTED/)
  const [visitor, ada, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  await openChat(visitor)
  await say(visitor, 'Out in the woods')
  await openConversation(ada, 'Out in the woods')
  await openConversation(ben, 'Out in the woods')
  await ada.context().setOffline(true)
  for (const text of ['first reply', `first note, ${SECRET}`, 'second reply', `second note, ${SECRET}`]) {
    await mode(ada, text.includes('note') ? 'Note' : 'Reply').click()
    await say(ada, text)
  }
  await expect(log(ada).getByText('Waiting for connection').first()).toBeVisible()
  await expect(log(ada).getByRole('listitem').filter({ hasText: SECRET })).toHaveCount(2)
  await ada.context().setOffline(false)

  const written = (page: Page) =>
    log(page)
      .locator('[data-content]')
      .filter({ hasText: /^(first|second) / })
      .allTextContents()
  await expect
    .poll(() => written(ben), { timeout: 30_000 })
    .toEqual(['first reply', `first note, ${SECRET}`, 'second reply', `second note, ${SECRET}`])
  await expect.poll(() => written(visitor)).toEqual(['first reply', 'second reply'])
})

test('A-18 the modes are reached by keys, named, and fit the smallest screen in all looks', async ({
  agentPage,
}) => {
  const ada = await agentPage({ viewport: { width: 360, height: 720 }, hasTouch: true })
  await openConversation(ada, 'Oskar Lund')
  await mode(ada, 'Note').click()
  await composer(ada).fill('Ask the warehouse\nand the carrier')
  await expectFits(ada)
  await expectAccessibleInAllLooks(ada)
  await composer(ada).press('Enter')
  await ada.getByRole('button', { name: 'Add note' }).click()
  await expect(log(ada).getByText('and the carrier')).toBeVisible()
  await expectAccessibleInAllLooks(ada)
})

/** All answers and realtime frames that a page has been sent, as text. */
function everythingReceivedBy(page: Page): string[] {
  const received: string[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/api/')) received.push(await response.text().catch(() => ''))
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => received.push(payload.toString()))
  })
  return received
}

/** Counts how often the page shows a typing indicator, from now on. */
async function countTyping(visitor: Page): Promise<() => Promise<number>> {
  const id = await conversationIdOf(visitor)
  expect(id).not.toBe('')
  await visitor.evaluate(() => {
    const seen = { count: 0 }
    Object.assign(window, { seen })
    const look = () => {
      if (document.querySelector('[role="log"]')?.textContent?.includes('is typing')) seen.count += 1
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => visitor.evaluate(() => (window as unknown as { seen: { count: number } }).seen.count)
}
