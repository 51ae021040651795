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

test('W-33 the log keeps its scroll position, whatever grows around it', async ({
  visitorPage,
  agentPage,
}) => {
  const visitor = await visitorPage({ viewport: { width: 1100, height: 800 } })
  const agent = await agentPage()
  const conversationId = await startLongConversation(visitor, 110)
  // A fresh page loads only the newest fifty.
  await visitor.reload()
  await expect(rows(visitor)).toHaveCount(50)
  const agentSays = (...texts: string[]) => post(agent, 'agent', conversationId, texts)

  await test.step('1 late pictures grow while scrolled to the bottom', async () => {
    await grow(visitor, { every: 7, to: 180 })
    await expectAtBottom(visitor)
  })

  await test.step('2 messages are appended at the bottom', async () => {
    await agentSays('appended one', 'appended two')
    await expect(log(visitor).getByText('appended two')).toBeVisible()
    await expectAtBottom(visitor)
  })

  await test.step('3 the composer grows', async () => {
    await composer(visitor).fill('one\ntwo\nthree\nfour\nfive')
    await expectAtBottom(visitor)
    await composer(visitor).fill('')
    await expectAtBottom(visitor)
  })

  await test.step('4 a message is appended while scrolled up', async () => {
    await scrollBy(visitor, -900)
    await expectStill(visitor, async () => {
      await agentSays('appended three')
      await expect(visitor.getByRole('button', { name: '↓ 1 new message' })).toBeVisible()
    })
  })

  await test.step('5 a picture above the view grows', async () => {
    await scrollBy(visitor, -600)
    await expectStill(visitor, () => grow(visitor, { above: true, to: 400 }))
  })

  await test.step('6 older messages are prepended while near the top', async () => {
    await scrollTo(visitor, 150)
    await expectStill(visitor, () => expect(rows(visitor)).toHaveCount(103))
  })

  await test.step('7 older messages are prepended while at the very top', async () => {
    await scrollTo(visitor, 0)
    await expectStill(visitor, () =>
      expect(log(visitor).getByText('message number 1', { exact: true })).toBeAttached(),
    )
  })

  await test.step('8 one’s own message scrolls to the bottom', async () => {
    await scrollTo(visitor, 1_200)
    await say(visitor, 'here I am')
    await expect(log(visitor).getByText('here I am')).toBeInViewport()
    await expectAtBottom(visitor)
  })
})

test('W-34 W-38 messages that arrive while scrolled up are counted on a button, and move nothing', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const conversationId = await startLongConversation(visitor, 40)
  await openConversation(agent, 'message number 40')
  await scrollBy(visitor, -700)

  await expectStill(visitor, async () => {
    await composer(agent).pressSequentially('Let me')
    await expect(log(visitor).getByText(/is typing…/)).toBeAttached()
    await say(agent, 'Let me look')
    await post(agent, 'agent', conversationId, ['Found it'])
    await expect(visitor.getByRole('button', { name: '↓ 2 new messages' })).toBeVisible()
  })

  await visitor.getByRole('button', { name: '↓ 2 new messages' }).click()
  await expectAtBottom(visitor)
  await expect(visitor.getByRole('button', { name: /new message/ })).toHaveCount(0)
})

test('W-35 the line “New” stands before the first unread message, and stays there', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const conversationId = await startLongConversation(visitor, 3)
  await visitor.keyboard.press('Escape')
  await post(agent, 'agent', conversationId, ['first answer', 'second answer'])
  await expect(visitor.getByRole('button', { name: 'Open chat, 2 unread messages' })).toBeVisible()

  await openChat(visitor)
  const afterLine = log(visitor).locator('[data-new] + ol [data-content]')
  await expect(afterLine).toHaveText(['first answer', 'second answer'])
  await expect(visitor.getByRole('button', { name: 'Close chat' }).last()).toBeVisible()

  await post(agent, 'agent', conversationId, ['third answer'])
  await expect(afterLine).toHaveText(['first answer', 'second answer', 'third answer'])
})

test('W-36 older messages load fifty at a time, before their place scrolls into view', async ({
  visitorPage,
}) => {
  const visitor = await visitorPage()
  await startLongConversation(visitor, 120)
  // Recorded from the start: while rendering, a log may briefly be at its top and load at once.
  const asked = visitor.waitForRequest(/before=71&limit=50/)
  await visitor.reload()
  await expect(rows(visitor).first()).toBeVisible()

  await expectStillAfterScrollingTo(visitor, 780, async () => {
    await asked
    await expect(rows(visitor)).toHaveCount(100)
  })
  await scrollTo(visitor, 0)
  await expect(rows(visitor)).toHaveCount(120)
})

test('W-37 the state of a message is stated in words', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  const gate = createGate()
  await visitor.route('**/api/support/conversations', async (route) => {
    await gate.opened
    await route.continue()
  })
  await say(visitor, 'Slowly')
  await expect(log(visitor).getByText('Sending…')).toBeVisible()
  gate.open()
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()

  await openConversation(agent, 'Slowly')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
})

test('W-39 only messages on screen at the bottom of an open chat count as read', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  const conversationId = await startLongConversation(visitor, 40)
  await openConversation(agent, 'message number 40')

  await scrollBy(visitor, -700)
  await say(agent, 'Not seen yet')
  await expect(visitor.getByRole('button', { name: '↓ 1 new message' })).toBeVisible()
  await visitor.keyboard.press('Escape')
  await post(agent, 'agent', conversationId, ['Nor this'])
  await expect(visitor.getByRole('button', { name: 'Open chat, 2 unread messages' })).toBeVisible()
  await expect(log(agent).getByText('Sent', { exact: true })).toBeVisible()

  await openChat(visitor)
  await expect(log(agent).getByText('Read', { exact: true })).toBeVisible()
})

const rows = (page: Page) => log(page).locator('[data-id]')

/** Starts a conversation in an open chat with `count` numbered messages. */
async function startLongConversation(visitor: Page, count: number): Promise<string> {
  await openChat(visitor)
  await say(visitor, 'message number 1')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  const conversationId = await conversationIdOf(visitor)
  await post(visitor, 'visitor', conversationId, numbered(count).slice(1))
  await expect(log(visitor).getByText(`message number ${count}`)).toBeVisible()
  return conversationId
}

async function expectAtBottom(page: Page): Promise<void> {
  await expect.poll(() => distanceToBottom(page)).toBeLessThanOrEqual(1)
}

/** Grows messages as late pictures in them would: every nth, or the last one above the view. */
async function grow(page: Page, how: { every?: number; above?: boolean; to: number }): Promise<void> {
  await log(page).evaluate((element, { every = 0, above, to }) => {
    const all = [...element.querySelectorAll('[data-id]')]
    const top = element.getBoundingClientRect().top
    const outside = all.filter((row) => row.getBoundingClientRect().bottom < top)
    const chosen = above ? outside.slice(-1) : all.filter((_, index) => index % every === every - 1)
    for (const row of chosen) {
      const picture = document.createElement('div')
      picture.style.blockSize = `${to}px`
      row.append(picture)
    }
  }, how)
}

async function scrollTo(page: Page, top: number): Promise<void> {
  await log(page).evaluate((element, value) => {
    element.scrollTop = value
  }, top)
  await painted(page)
}

/** Resolves after two frames: users only see what was painted, not layouts in between. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

async function scrollBy(page: Page, by: number): Promise<void> {
  await scrollTo(page, (await log(page).evaluate((element) => element.scrollTop)) + by)
}

/** The offset of the first message in view from the top of the log. */
async function firstInView(page: Page): Promise<{ id: string; offset: number }> {
  return log(page).evaluate((element) => {
    const top = element.getBoundingClientRect().top
    const row = [...element.querySelectorAll<HTMLElement>('[data-id]')].find(
      (candidate) => candidate.getBoundingClientRect().bottom > top,
    )
    return { id: row?.dataset.id ?? '', offset: (row?.getBoundingClientRect().top ?? 0) - top }
  })
}

/** Checks that the message being read does not move. */
async function expectStill(page: Page, happens: () => Promise<unknown>): Promise<void> {
  const before = await firstInView(page)
  await happens()
  await painted(page)
  const after = await log(page).evaluate((element, id) => {
    const row = element.querySelector(`[data-id="${id}"]`)
    return (row?.getBoundingClientRect().top ?? 0) - element.getBoundingClientRect().top
  }, before.id)
  expect(Math.abs(after - before.offset)).toBeLessThanOrEqual(1)
}

/** Like `expectStill`, for changes caused by scrolling itself. */
async function expectStillAfterScrollingTo(
  page: Page,
  top: number,
  happens: () => Promise<unknown>,
): Promise<void> {
  await scrollTo(page, top)
  await expectStill(page, happens)
}
