import type { Page } from '@playwright/test'
import { SIDE_HEADER } from '@/contract/http/side-header'
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
import { createGate } from './support/gate'

const rows = (page: Page) => page.locator('[data-row]')
const row = (page: Page, text: string) => rows(page).filter({ hasText: text })
const list = (page: Page) => page.getByRole('region', { name: 'Inbox' })
const updates = (page: Page) => page.getByRole('button', { name: /^↑ \d+ updates?$/ })
/** Outside the list, so that the pointer does not keep rows in place. */
const away = { x: 900, y: 400 }

test('A-02 a row shows who is here, who types, the last message, and a draft', async ({
  visitorPage,
  agentPage,
  benPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Hello from the row')
  await expect(row(agent, 'Hello from the row')).toContainText(', online')
  await composer(visitor).pressSequentially('Are you')
  const mine = rows(agent).filter({ hasText: 'online' }).first()
  await expect(mine).toContainText('typing…')
  await composer(visitor).fill('')
  await expect(mine).toContainText('Hello from the row')

  await openConversation(agent, 'Hello from the row')
  await say(agent, '**Good** day')
  await expect(mine).toContainText('You: Good day')
  const ben = await benPage()
  await expect(row(ben, 'Good day')).toContainText('Ada Lindqvist: Good day')

  await composer(agent).fill('I will look it')
  await openConversation(agent, 'Oskar Lund')
  await scrollToTop(agent)
  await expect(mine).toContainText('Draft: I will look it')
  await expect(row(agent, 'shop in Leipzig')).toContainText(/waiting for\s*\d+[mhd]/)
  expect((await mine.boundingBox())?.height).toBe(68)
})

test('A-03 unread is a number with words, in the row and in the title', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Nobody has')
  await say(visitor, 'read this')
  await expect(row(agent, 'read this').getByRole('link')).toHaveAccessibleName(/, 2 unread$/)
  await expect(agent).toHaveTitle(/^\(\d+\) Inbox/)
})

test('A-04 rows are links, with one Tab stop and arrows between them', async ({ agentPage }) => {
  const agent = await agentPage()
  const links = rows(agent).getByRole('link')
  await expect(links.first()).toBeVisible()
  await expect(list(agent).locator('[data-row] a[tabindex="0"]')).toHaveCount(1)

  const [tab] = await Promise.all([
    agent.context().waitForEvent('page'),
    links.nth(2).click({ modifiers: ['ControlOrMeta'] }),
  ])
  await expect(tab).toHaveURL(/\/support\/agent\/[0-9a-f-]{36}$/)
  await tab.close()
  await expect(agent).toHaveURL(/\/support\/agent$/)

  await links.first().focus()
  await agent.keyboard.press('ArrowDown')
  await agent.keyboard.press('ArrowDown')
  await expect(links.nth(2)).toBeFocused()
  // The list loads more once its end scrolls into view.
  const end = links.nth((await links.count()) - 1)
  await agent.keyboard.press('End')
  await expect(end).toBeFocused()
  await expect(end).toBeInViewport()
  await agent.keyboard.press('Home')
  await expect(links.first()).toBeFocused()

  await agent.keyboard.press('Enter')
  await expect(links.first()).toHaveAttribute('aria-current', 'true')
  await expect(log(agent)).toBeFocused()
})

test('A-05 rows move unless the pointer is over the list; then they change in place', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'First thing today')
  await agent.mouse.move(away.x, away.y)
  await expect(rows(agent).first()).toContainText('First thing today')

  const other = await visitorPage()
  await openChat(other)
  await say(other, 'Another one')
  await expect(rows(agent).first()).toContainText('Another one')

  await rows(agent).nth(3).hover()
  const before = await rows(agent).evaluateAll((all) => all.map((item) => (item as HTMLElement).dataset.row))
  await post(visitor, 'visitor', await conversationIdOf(visitor), ['Are you there?'])
  await expect(rows(agent).nth(1)).toContainText('Are you there?')
  await expect(updates(agent)).toHaveText('↑ 1 update')
  const held = await rows(agent).evaluateAll((all) => all.map((item) => (item as HTMLElement).dataset.row))
  expect(held).toEqual(before)

  await updates(agent).click()
  await expect(rows(agent).first()).toContainText('Are you there?')
  await expect(rows(agent).first().getByRole('link')).toBeFocused()
})

test('A-05 rows glide to their places, except with reduced motion', async ({ visitorPage, agentPage }) => {
  const [first, second] = [await visitorPage(), await visitorPage()]
  for (const [visitor, text] of [
    [first, 'The lower one'],
    [second, 'The upper one'],
  ] as const) {
    await openChat(visitor)
    await say(visitor, text)
    await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
  }
  const [moving, still] = [await agentPage(), await agentPage({ reducedMotion: 'reduce' })]
  for (const agent of [moving, still]) {
    await expect(rows(agent).first()).toContainText('The upper one')
    await agent.evaluate(() => {
      const animate = Element.prototype.animate
      Element.prototype.animate = function (frames, options) {
        if (this.matches('[data-row]'))
          document.body.dataset.glided = String((options as { duration: number }).duration)
        return animate.call(this, frames, options)
      }
    })
  }

  await post(first, 'visitor', await conversationIdOf(first), ['Now the upper one'])
  for (const agent of [moving, still]) await expect(rows(agent).first()).toContainText('Now the upper one')
  await expect(moving.locator('body')).toHaveAttribute('data-glided', '200')
  await expect(still.locator('body')).not.toHaveAttribute('data-glided')
})

test('A-06 a row that no longer matches stays, dimmed and with the reason, until it is left', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Soon done')
  await openConversation(agent, 'Soon done')
  await agent.mouse.move(away.x, away.y)
  await agent.locator('[data-action="toggle-status"]').click()
  await expect(row(agent, 'Soon done')).toContainText('Closed')

  await openConversation(agent, 'Oskar Lund')
  await agent.mouse.move(away.x, away.y)
  await scrollToTop(agent)
  await expect(row(agent, 'Soon done')).toHaveCount(0)
})

test('A-08 shows skeletons while loading, Retry after a failure, and keeps old rows meanwhile', async ({
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 500/)
  const agent = await agentPage()
  await expect(rows(agent).first()).toBeVisible()
  const gate = createGate()
  await agent.route('**/api/support/conversations?**', async (route) => {
    await gate.opened
    await route.fulfill({ status: 500, body: 'not ours' })
  })

  await list(agent).getByRole('link', { name: 'Closed' }).click()
  const skeletons = list(agent).locator('[aria-hidden="true"] > div')
  await expect(skeletons).toHaveCount(6)
  expect((await skeletons.first().boundingBox())?.height).toBe(68)
  gate.open()
  await expect(list(agent).getByText('The conversations could not be loaded.')).toBeVisible()

  await agent.unroute('**/api/support/conversations?**')
  await list(agent).getByRole('button', { name: 'Retry' }).click()
  await expect(rows(agent).first()).toBeVisible()
  await agent.route('**/api/support/conversations?**', (route) =>
    route.fulfill({ status: 500, body: 'not ours' }),
  )
  await agent.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(list(agent).getByText('This list may be out of date.')).toBeVisible()
  await expect(rows(agent).first()).toBeVisible()
})

test('A-09 a filter without conversations says so and offers a way out', async ({ agentPage }) => {
  const agent = await agentPage()
  await readClosed(agent)
  await agent.goto('/support/agent?status=closed&unread=1')
  await expect(list(agent).getByText('Nothing unread here.')).toBeVisible()
  await list(agent).getByRole('link', { name: 'Clear filters' }).click()
  await expect(agent).toHaveURL(/\/support\/agent$/)
  await expect(rows(agent).first()).toBeVisible()
})

test('A-07 the list loads more, and above a hundred rows renders only those in view', async ({
  agentPage,
  porchlight,
}) => {
  for (const content of numbered(110, 'late question')) {
    // Without cookies, so each has a visitor of its own.
    const answer = await fetch(`${porchlight.url}/api/support/conversations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        clientConversationId: crypto.randomUUID(),
        message: { clientMessageId: crypto.randomUUID(), content },
      }),
    })
    expect(answer.status, await answer.text()).toBe(201)
  }

  const agent = await agentPage()
  await expect(rows(agent)).toHaveCount(30)
  const scroller = rows(agent).first().locator('xpath=../..')
  const scrollOn = async () => {
    await scroller.evaluate((element) => element.scrollBy(0, 1_500))
    return list(agent).locator('li[aria-setsize]').count()
  }
  await expect.poll(scrollOn, { timeout: 30_000 }).toBeGreaterThan(0)
  expect(await rows(agent).count()).toBeLessThan(40)

  // The keyboard reaches rows that are not rendered.
  const focused = agent.locator('[data-row]:has(a:focus)')
  const position = async () => Number(await focused.getAttribute('aria-posinset'))
  await rows(agent).getByRole('link').first().focus()
  await agent.keyboard.press('End')
  await expect(focused).toBeInViewport()
  const end = await position()
  for (let step = 0; step < 5; step += 1) await agent.keyboard.press('ArrowUp')
  await expect(focused).toBeInViewport()
  expect(await position()).toBe(end - 5)
})

/** Reads the closed conversations that earlier tests left unread. */
async function readClosed(page: Page): Promise<void> {
  const headers = { origin: new URL(page.url()).origin, [SIDE_HEADER]: 'agent' }
  const path = '/api/support/conversations'
  const found = await page.request.get(`${path}?status=CLOSED&unread=true`, { headers })
  for (const { id, lastSequence } of (await found.json()).data) {
    const data = { sequence: lastSequence }
    await page.request.put(`${path}/${id}/read-position`, { headers, data })
  }
}

/** The row that was clicked may have been further down, and a scrolled list does not reorder. */
async function scrollToTop(page: Page): Promise<void> {
  await rows(page)
    .first()
    .evaluate((element) => {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) parent.scrollTop = 0
    })
}

test('the list rendered with the page is reloaded once, when live updates start', async ({ agentPage }) => {
  const agent = await agentPage()
  const asked: string[] = []
  agent.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (request.method() === 'GET' && pathname === '/api/support/conversations') asked.push(search)
  })

  await agent.reload()
  await expect.poll(() => asked).toHaveLength(1)
  await rows(agent).first().getByRole('link').click()
  await expect(log(agent)).toBeVisible()
  // Reading it updates the list; the page that loads next shows it as read.
  await agent.waitForTimeout(2_000)
  asked.length = 0
  await agent.reload()

  await expect(log(agent)).toBeVisible()
  await expect.poll(() => asked).toHaveLength(1)
  await agent.waitForTimeout(2_000)
  expect(asked).toHaveLength(1)
})
