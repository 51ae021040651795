// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { createTestDesk } from '@/client/testing/desk'
import type { Conversation } from '@/contract/log/conversation'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { VisitorDetails } from './visitor-details'

beforeAll(() => {
  // jsdom does not implement this.
  HTMLDialogElement.prototype.close ??= () => {}
})
afterEach(cleanup)

function open(
  shown: DeskConversation,
  role: 'agent' | 'admin' = 'agent',
  pages: VisitedPage[] = [],
  trackedEvents: TrackedEvent[] = [],
) {
  const { desk } = createTestDesk({ role, place: { conversationId: 'c1' } })
  desk.inbox.take({ ...shown, lastMessage: null } as unknown as Conversation)
  render(
    <DeskContext value={desk}>
      <PlaceContext value={desk.way.place()}>
        <VisitorDetails
          conversation={shown}
          pages={pages}
          trackedEvents={trackedEvents}
          isNarrow={false}
          isCovering={false}
        />
      </PlaceContext>
    </DeskContext>,
  )
}

it.each([
  ['admin', 2],
  ['agent', 0],
] as const)('offers an %s the data actions that their role allows', (role, count) => {
  open(conversation, role)
  expect(screen.queryAllByRole('button', { name: /Export data|Delete visitor data/ })).toHaveLength(count)
})

it.each([
  [true, 1],
  [false, 0],
])('shows whether the site vouches for the visitor: %s', (isVerified, count) => {
  open({ ...conversation, visitor: { ...conversation.visitor, isVerified } })
  expect(screen.queryAllByText('Verified')).toHaveLength(count)
})

it.each([
  ['visitor', 'Left by the visitor'],
  ['agent', 'Added by an agent'],
  [null, null],
] as const)('shows who entered the address, here %s: %s', (emailToldBy, words) => {
  open({ ...conversation, visitor: { ...conversation.visitor, email: 'vera@example.com', emailToldBy } })
  const link = screen.getByRole('link', { name: 'vera@example.com' })
  expect(link.getAttribute('href')).toBe('mailto:vera%40example.com?subject=Your%20message%20to%20us')
  expect(screen.queryByText(/Left by|Added by/)?.textContent ?? null).toBe(words)
})

it('lists the visited pages, with the host unless it is the site’s, and links only safe ones', () => {
  const visitedAt = '2026-11-24T10:00:00.000Z'
  open(conversation, 'agent', [
    { id: 4, address: 'https://shop.example/lamps', title: 'Lamps', visitedAt },
    { id: 3, address: 'https://evil.example/lamps', title: null, visitedAt },
    { id: 2, address: 'javascript:alert(1)', title: null, visitedAt },
  ])
  const list = screen.getByRole('list', { name: 'Pages' })
  const links = within(list).getAllByRole('link')
  expect(links.map((link) => link.querySelector('bdi')?.textContent)).toEqual([
    '/lamps',
    'evil.example/lamps',
  ])
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    'https://shop.example/lamps',
    'https://evil.example/lamps',
  ])
  for (const link of links) expect(link.getAttribute('rel')).toContain('noopener noreferrer')
  expect(within(list).getAllByRole('listitem')[0]?.textContent).toContain('Lamps')
})

it('lists tracked events as plain text', () => {
  open(
    conversation,
    'agent',
    [],
    [
      {
        id: 2,
        name: 'checkout_failed',
        data: { cart: 3, reason: '<b>declined</b>', again: false },
        happenedAt: '2026-11-29T10:00:00.000Z',
      },
      { id: 1, name: 'signed_in', data: {}, happenedAt: '2026-11-29T09:00:00.000Z' },
    ],
  )
  const items = within(screen.getByRole('list', { name: 'Events' })).getAllByRole('listitem')
  expect(items.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^checkout_failedcart: 3reason: <b>declined<\/b>again: false/),
    expect.stringMatching(/^signed_in/),
  ])
})

it('returns the focus to its button on close, but not when another conversation replaces it', () => {
  const { desk } = createTestDesk({ place: { conversationId: 'c1' } })
  const page = (isDetailsOpen: boolean, isShown = true) => (
    <DeskContext value={desk}>
      <PlaceContext value={{ ...desk.way.place(), isDetailsOpen }}>
        <button type="button" data-details-button>
          Details
        </button>
        <button type="button">Row</button>
        {isShown && (
          <VisitorDetails
            conversation={conversation}
            pages={[]}
            trackedEvents={[]}
            isNarrow={false}
            isCovering={false}
          />
        )}
      </PlaceContext>
    </DeskContext>
  )
  const { rerender } = render(page(true))
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Vera' }))
  rerender(page(false))
  expect(document.activeElement?.textContent).toBe('Details')

  rerender(page(true))
  screen.getByRole('button', { name: 'Row' }).focus()
  rerender(page(false, false))
  expect(document.activeElement?.textContent).toBe('Row')
})

it('renders no time on the server, which does not know the reader’s time zone', () => {
  const block = { since: '2026-11-24T10:00:00.000Z', by: 'Olga' }
  const blocked = { ...conversation, visitor: { ...conversation.visitor, block } }
  const { desk } = createTestDesk({ role: 'admin', place: { conversationId: 'c1' } })
  const html = renderToString(
    <DeskContext value={desk}>
      <PlaceContext value={desk.way.place()}>
        <VisitorDetails
          conversation={blocked}
          pages={[]}
          trackedEvents={[]}
          isNarrow={false}
          isCovering={false}
        />
      </PlaceContext>
    </DeskContext>,
  )
  expect(html).toContain('Blocked by')
  expect(html).toMatch(/<time [^>]*><\/time>/)
  expect(html).not.toContain('2026 at')
})

it('has no headings for pages and events if there are none', () => {
  open(conversation)
  expect(screen.queryByRole('heading', { name: /Pages|Events/ })).toBeNull()
})

const conversation = {
  id: 'c1',
  siteId: 'shop0001',
  visitor: {
    id: 'vera',
    name: 'Vera',
    email: null,
    emailToldBy: null,
    isVerified: false,
    block: null,
    revision: 0,
  },
  context: null,
  createdAt: '2026-11-24T10:00:00.000Z',
} as DeskConversation
