// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type DeskPlace, deskHref, readDeskPlace } from '@/client/desk/desk-place'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { Announcer } from '@/components/ui/announcer'
import type { Conversation } from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import type { Message } from '@/contract/log/message'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { AblyContext } from '@/hooks/realtime/use-ably-client'
import { ChatConversation } from './[conversationId]/chat-conversation'
import { ChatSidebar } from './chat-sidebar'

// The preview renders exactly once per render of its row.
const rows = vi.hoisted(() => ({ rendered: [] as string[] }))
vi.mock('@/components/desk/list/sidebar-preview', () => ({
  SidebarPreview: ({ conversation }: { conversation: { id: string } }) => {
    rows.rendered.push(conversation.id)
    return null
  },
}))

beforeEach(() => {
  // jsdom lacks these.
  const none = { matches: false, addEventListener() {}, removeEventListener() {} }
  vi.stubGlobal('matchMedia', () => none)
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  HTMLDialogElement.prototype.close ??= () => {}
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function open(conversations = [numbered('a', 3), numbered('b', 2), numbered('c', 1)]) {
  const made = createTestDesk({ conversations, place: { conversationId: 'a' } })
  const { desk } = made
  desk.inbox.select('a')
  const rendered = { list: 0, conversation: 0 }
  const count = (part: string) => {
    rendered[part as keyof typeof rendered] += 1
  }
  const initial = {
    conversation: numbered('a', 3),
    messages: { data: [message('a', 3)], nextCursor: null, hasMore: false },
    resync: false,
    epoch: 'one',
  }
  const page = (place: DeskPlace) => (
    <AblyContext value={null}>
      <DeskContext value={desk}>
        <PlaceContext value={place}>
          <Announcer>
            <Profiler id="list" onRender={count}>
              <ChatSidebar />
            </Profiler>
            <Profiler id="conversation" onRender={count}>
              <ChatConversation initial={initial} />
            </Profiler>
          </Announcer>
        </PlaceContext>
      </DeskContext>
    </AblyContext>
  )
  const { rerender } = render(page(desk.way.place()))
  /** Navigates as `useWay` does: the place is read from the address. */
  function goTo(conversationId: string) {
    const { pathname, searchParams } = new URL(
      deskHref({ ...desk.way.place(), conversationId }),
      'https://desk.example',
    )
    desk.inbox.select(conversationId)
    rerender(page(readDeskPlace(pathname, searchParams)))
  }
  rendered.list = 0
  rendered.conversation = 0
  rows.rendered.length = 0
  return { ...made, rendered, goTo }
}

it('a message in another conversation re-renders that row, and nothing in the open conversation', async () => {
  const { desk, rendered } = open()
  await act(async () => {})
  rendered.conversation = 0
  rows.rendered.length = 0

  // Older than the open conversation's activity, so the order stays.
  act(() =>
    desk.inbox.receive(inboxChange({ ...numbered('c', 1), revision: 5, unreadCount: 1 }, { unread: 1 })),
  )
  expect(rows.rendered).toEqual(['c'])
  expect(rendered.conversation).toBe(0)
  expect(screen.getByRole('link', { name: /^Unread/ }).textContent).toBe('Unread 1')

  // Now the order changes: the list re-renders, the other rows do not.
  act(() => desk.inbox.receive(inboxChange(numbered('c', 9), { unread: 1 })))
  expect(desk.inbox.getSnapshot().ids).toEqual(['c', 'a', 'b'])
  expect(rows.rendered).toEqual(['c', 'c'])
  expect(rendered.conversation).toBe(0)
})

it('a change to the open conversation re-renders it and its row', async () => {
  const { desk, rendered } = open()
  await act(async () => {})
  rendered.conversation = 0
  rows.rendered.length = 0

  const visitor = { ...numbered('a', 3).visitor, name: 'Veronica', revision: 1 }
  act(() => desk.inbox.receive({ ...inboxChange(numbered('a', 4), { unread: 0 }), visitors: [visitor] }))
  expect(rendered.conversation).toBeGreaterThan(0)
  expect(screen.getAllByText('Veronica').length).toBeGreaterThan(1)
})

it.each([
  ['short', 0],
  ['long, and so windowed,', 118],
])('opening the next conversation of a %s list re-renders two rows', async (_, others) => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600)
  const { goTo } = open([
    numbered('a', 200),
    numbered('b', 199),
    numbered('c', 198),
    ...Array.from({ length: others }, (_, index) => numbered(`other-${index}`, 150 - index)),
  ])
  // The window of a long list needs a second render, to find its scroller.
  await act(async () => goTo('a'))
  expect(screen.getAllByRole('listitem').filter(({ dataset }) => dataset.row).length).toBeGreaterThan(2)
  rows.rendered.length = 0

  await act(async () => goTo('b'))
  expect(rows.rendered).toEqual(['a', 'b'])
})

function inboxChange(item: Conversation, { unread }: { unread: number }): InboxChanged {
  const { userId, updatedAt, visitor, context, lastMessage, ...row } = item
  return {
    at: item.lastActivityAt,
    siteId: item.siteId,
    rows: [{ ...row, visitorId: visitor.id, preview: null }],
    visitors: [visitor],
    totals: { unread, needsAnswer: 0 },
  }
}

function message(conversationId: string, sequence: number): Message {
  return {
    id: `${conversationId}-${sequence}`,
    conversationId,
    sequence,
    clientMessageId: `client-${sequence}`,
    kind: 'message',
    version: 1,
    editedAt: null,
    deletedAt: null,
    senderId: 'vera',
    senderSide: 'visitor',
    senderName: null,
    senderPicture: null,
    content: 'Hello?',
    read: true,
    createdAt: '2026-01-01T00:00:03.000Z',
  }
}
