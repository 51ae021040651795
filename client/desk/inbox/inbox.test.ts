import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import type { InboxChanged } from '@/contract/log/events'
import { ofConversation } from './desk-conversation'
import {
  applyOrder,
  emptyInbox,
  findConversation,
  holdOrder,
  type Inbox,
  intend,
  mergeChanges,
  mergeConversations,
  mergeFirstPage,
  mergeNextPage,
  missingFrom,
  rowIds,
  rowOf,
  selectConversation,
  waitingUpdates,
} from './inbox'
import { type InboxFilter, matches } from './inbox-filter'

const OPEN: InboxFilter = { status: 'OPEN', unreadOnly: false }

describe('the order of the list', () => {
  it('puts the newest activity first', () => {
    const inbox = mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('a', 1), conversation('b', 2)]))
    expect(ids(inbox)).toEqual(['b', 'a'])
  })

  it('changes rows in place while held, and counts pending moves', () => {
    const loaded = mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('b', 2), conversation('a', 1)]))
    const held = mergeConversations(holdOrder(loaded, true), [
      { ...conversation('a', 3), unreadCount: 1 },
      conversation('c', 4),
    ])

    expect(ids(held)).toEqual(['b', 'a'])
    expect(rowsOf(held)[1]?.conversation.unreadCount).toBe(1)
    expect(waitingUpdates(held)).toBe(2)
    expect(ids(applyOrder(held))).toEqual(['c', 'a', 'b'])
    expect(applyOrder(held).isHeld).toBe(true)
    expect(ids(holdOrder(held, false))).toEqual(['c', 'a', 'b'])
  })

  it('keeps unchanged objects, so that their rows need not be rendered again', () => {
    const loaded = mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('b', 2), conversation('a', 1)]))
    const again = mergeFirstPage(loaded, pageOf([conversation('b', 3), conversation('a', 1)]))

    expect(rowsOf(again)[0]?.conversation).not.toBe(rowsOf(loaded)[0]?.conversation)
    expect(rowsOf(again)[1]?.conversation).toBe(rowsOf(loaded)[1]?.conversation)
  })

  it('counts nothing if the order would stay the same', () => {
    const loaded = mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('b', 2), conversation('a', 1)]))
    const held = mergeConversations(holdOrder(loaded, true), [conversation('b', 3)])
    expect(waitingUpdates(held)).toBe(0)
    expect(waitingUpdates(intend(held, 'b', { status: 'CLOSED' }))).toBe(0)
  })

  it('shows the first load even if the pointer is already in the list', () => {
    const held = holdOrder(emptyInbox(OPEN), true)
    expect(ids(mergeFirstPage(held, pageOf([conversation('a', 1)])))).toEqual(['a'])
  })

  it('shows the next page even while held', () => {
    const held = holdOrder(mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('b', 2)], true)), true)
    expect(ids(mergeNextPage(held, pageOf([conversation('a', 1)])))).toEqual(['b', 'a'])
  })

  it('ignores an older state that arrives late', () => {
    const now = { ...conversation('a', 2), revision: 5, status: 'CLOSED' as const }
    const inbox = mergeFirstPage(emptyInbox({ status: null, unreadOnly: false }), pageOf([now]))
    const after = mergeConversations(inbox, [{ ...conversation('a', 1), revision: 4 }])
    expect(rowsOf(after)[0]?.conversation).toEqual(ofConversation(now))
  })
})

describe('rows that no longer match', () => {
  const both = pageOf([conversation('b', 2), conversation('a', 1)])

  it('stay while selected', () => {
    const open = selectConversation(mergeFirstPage(emptyInbox(OPEN), both), 'a')
    const closed = intend(open, 'a', { status: 'CLOSED' })

    expect(rowsOf(closed).map(({ isMatching }) => isMatching)).toEqual([true, false])
    expect(ids(selectConversation(closed, 'b'))).toEqual(['b'])
  })

  it('are removed at once if they are not open and the list is not held', () => {
    const inbox = mergeFirstPage(emptyInbox(OPEN), both)
    expect(ids(intend(inbox, 'a', { status: 'CLOSED' }))).toEqual(['b'])
    expect(ids(intend(holdOrder(inbox, true), 'a', { status: 'CLOSED' }))).toEqual(['b', 'a'])
  })
})

describe('a requested status', () => {
  const both = pageOf([conversation('b', 2), conversation('a', 1)])
  const closing = intend(selectConversation(mergeFirstPage(emptyInbox(OPEN), both), 'a'), 'a', {
    status: 'CLOSED',
  })

  it('is not undone by an earlier response', () => {
    expect(findConversation(mergeFirstPage(closing, both), 'a')?.status).toBe('CLOSED')
  })

  it('restores the row if it is refused', () => {
    const loaded = mergeFirstPage(emptyInbox(OPEN), both)
    const closed = intend(loaded, 'a', { status: 'CLOSED' })
    expect(ids(closed)).toEqual(['b'])
    expect(ids(intend(closed, 'a', null))).toEqual(['b', 'a'])
  })

  it('reverts if it is refused', () => {
    expect(rowsOf(intend(closing, 'a', null))[1]).toMatchObject({
      conversation: { status: 'OPEN' },
      isMatching: true,
    })
  })
})

it('adds no row for an open conversation that never matched', () => {
  const open = selectConversation(emptyInbox(OPEN), 'a')
  const known = mergeConversations(open, [{ ...conversation('a', 1), status: 'CLOSED' }])
  expect(rowsOf(known)).toEqual([])
  expect(findConversation(known, 'a')?.status).toBe('CLOSED')
  expect(rowIds(selectConversation(known, null))).toEqual([])
})

describe('after missed events', () => {
  const known = mergeFirstPage(emptyInbox(OPEN), pageOf([conversation('b', 2), conversation('a', 1)]))

  it('starts over if the first page does not reach known rows', () => {
    const page = pageOf([conversation('z', 9), conversation('y', 8)], true)
    const inbox = mergeFirstPage(holdOrder(known, true), page)
    expect(ids(inbox)).toEqual(['z', 'y'])
    expect(inbox.nextCursor).toBe(page.nextCursor)
  })

  it('keeps known rows if the page reaches them', () => {
    const page = pageOf([conversation('z', 9), conversation('b', 2)], true)
    expect(ids(mergeFirstPage(known, page))).toEqual(['z', 'b', 'a'])
  })

  it('finds what should be on the page but is not', () => {
    expect(missingFrom(pageOf([conversation('a', 1)], true), known)).toEqual(['b'])
  })
})

type Step =
  | { kind: 'post' | 'toggle' | 'read' | 'select'; index: number }
  | { kind: 'hold'; isHeld: boolean }
  | { kind: 'apply' | 'tell' | 'refresh' | 'more' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('post', 'toggle', 'read', 'select'),
    index: fc.nat({ max: 8 }),
  }) as fc.Arbitrary<Step>,
  fc.record({ kind: fc.constant('hold' as const), isHeld: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('apply', 'tell', 'refresh', 'more') }) as fc.Arbitrary<Step>,
)

it('converges to the server’s list, whatever was lost or delayed', () => {
  const filters = fc.record({ status: fc.constantFrom('OPEN', 'CLOSED', null), unreadOnly: fc.boolean() })
  fc.assert(
    fc.property(
      filters,
      fc.array(step, { maxLength: 9 }),
      fc.array(step, { maxLength: 60 }),
      (filter, early, steps) => {
        const server = new Server(filter as InboxFilter)
        let inbox = emptyInbox(filter as InboxFilter)
        for (const next of early) if (next.kind !== 'refresh') inbox = take(server, inbox, next)
        inbox = server.refresh(inbox)
        for (const next of steps) inbox = take(server, inbox, next)

        inbox = server.tell(selectConversation(holdOrder(inbox, false), null))
        while (inbox.nextCursor !== null) inbox = server.more(inbox)

        expect(rowsOf(inbox).map(({ conversation }) => conversation)).toEqual(
          server.list().map(ofConversation),
        )
        expect(waitingUpdates(holdOrder(inbox, true))).toBe(0)
      },
    ),
    { numRuns: 400 },
  )
})

function take(server: Server, inbox: Inbox, next: Step): Inbox {
  switch (next.kind) {
    case 'hold':
      return holdOrder(inbox, next.isHeld)
    case 'select':
      return selectConversation(inbox, server.idAt(next.index))
    case 'apply':
      return applyOrder(inbox)
    case 'tell':
      return server.tell(inbox)
    case 'refresh':
      return server.refresh(inbox)
    case 'more':
      return server.more(inbox)
    default:
      server[next.kind](next.index)
      return inbox
  }
}

/** The server's list, in pages of three. */
class Server {
  readonly #filter: InboxFilter
  #clock = 100
  #all = Array.from({ length: 9 }, (_, index) => conversation(`c${index}`, index))
  #changed = new Set<string>()

  constructor(filter: InboxFilter) {
    this.#filter = filter
  }

  idAt = (index: number) => this.#all[index]?.id ?? null

  list(): Conversation[] {
    return this.#all
      .filter((item) => matches(item, this.#filter))
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
  }

  post(index: number): void {
    this.#change(index, (item) => ({
      lastActivityAt: time(this.#clock++),
      lastSequence: item.lastSequence + 1,
      unreadCount: item.unreadCount + 1,
      revision: item.revision + 1,
    }))
  }

  toggle(index: number): void {
    this.#change(index, (item) => ({
      status: item.status === 'OPEN' ? 'CLOSED' : 'OPEN',
      revision: item.revision + 1,
    }))
  }

  read(index: number): void {
    this.#change(index, (item) => ({
      unreadCount: 0,
      agentReadSequence: item.lastSequence,
      revision: item.revision + 1,
    }))
  }

  refresh(inbox: Inbox): Inbox {
    const page = this.#page(null)
    const missing = missingFrom(page, inbox)
    return mergeConversations(
      mergeFirstPage(inbox, page),
      this.#all.filter(({ id }) => missing.includes(id)),
    )
  }

  /** Sends all rows that have changed since the last time. */
  tell(inbox: Inbox): Inbox {
    const changed = this.#all.filter(({ id }) => this.#changed.has(id))
    this.#changed = new Set()
    return mergeChanges(inbox, told(changed))
  }

  more(inbox: Inbox): Inbox {
    return inbox.nextCursor === null ? inbox : mergeNextPage(inbox, this.#page(inbox.nextCursor))
  }

  #page(cursor: string | null): ConversationPage {
    const rest = this.list().filter((item) => cursor === null || item.lastActivityAt < cursor)
    return pageOf(rest.slice(0, 3), rest.length > 3)
  }

  #change(index: number, patch: (item: Conversation) => Partial<Conversation>): void {
    this.#all = this.#all.map((item, at) => (at === index ? { ...item, ...patch(item) } : item))
    this.#changed.add(`c${index}`)
  }
}

describe('the list of conversations that need an answer, longest wait first', () => {
  const WAITING: InboxFilter = { status: 'OPEN', unreadOnly: false, needsAnswer: 'waiting' }
  /** Waiting since `since`, last active at `activity`. */
  const waiting = (id: string, since: number | null, activity = 50, sequence = 1) => ({
    ...conversation(id, activity),
    waitingSince: since === null ? null : time(since),
    lastSequence: sequence,
  })

  it('does not move a row when its visitor writes again', () => {
    const inbox = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1), waiting('b', 2)]))
    const nagged = mergeConversations(inbox, [waiting('b', 2, 90, 2)])
    expect([ids(inbox), ids(nagged), waitingUpdates(nagged)]).toEqual([['a', 'b'], ['a', 'b'], 0])
  })

  it('keeps an answered conversation only while it is open or the list is held', () => {
    const inbox = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1), waiting('b', 2)]))
    const answered = [waiting('a', null, 60, 2)]
    expect(ids(mergeConversations(inbox, answered))).toEqual(['b'])
    for (const kept of [holdOrder(inbox, true), selectConversation(inbox, 'a')]) {
      const rows = rowsOf(mergeConversations(kept, answered))
      expect(rows.map((row) => [row.conversation.id, row.isMatching])).toEqual([
        ['a', false],
        ['b', true],
      ])
    }
  })

  it('adds one that starts waiting at the end, or with its page', () => {
    const complete = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1)]))
    expect(ids(mergeConversations(complete, [waiting('z', 9)]))).toEqual(['a', 'z'])

    const partial = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1), waiting('b', 2)], true))
    const changed = mergeConversations(partial, [waiting('z', 9)])
    expect(ids(changed)).toEqual(['a', 'b'])
    expect(ids(mergeNextPage(changed, pageOf([waiting('c', 3), waiting('z', 9)])))).toEqual([
      'a',
      'b',
      'c',
      'z',
    ])
  })

  it('has more to load once it has grown beyond its first page', () => {
    const complete = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1), waiting('b', 2)]))
    expect(
      mergeFirstPage(complete, pageOf([waiting('a', 1), waiting('b', 2)], true)).nextCursor,
    ).not.toBeNull()
  })

  it('drops closed and settled ones before the server has responded', () => {
    const inbox = mergeFirstPage(emptyInbox(WAITING), pageOf([waiting('a', 1), waiting('b', 2)]))
    expect(ids(intend(inbox, 'a', { waitingSince: null }))).toEqual(['b'])
    expect(ids(intend(inbox, 'b', { status: 'CLOSED', waitingSince: null }))).toEqual(['a'])
    expect(rowsOf(intend(selectConversation(inbox, 'a'), 'a', { waitingSince: null }))).toHaveLength(2)
  })
})

it('shows only one site, whatever events others have', () => {
  const ofShop = (id: string, minutes: number) => ({ ...conversation(id, minutes), siteId: 'shop0001' })
  const inbox = mergeFirstPage(
    emptyInbox({ status: 'OPEN', unreadOnly: false, siteId: 'shop0001' }),
    pageOf([ofShop('a', 1)]),
  )
  expect(ids(mergeChanges(inbox, told([conversation('b', 3), ofShop('c', 2)])))).toEqual(['c', 'a'])
})

function told(conversations: readonly Conversation[]): InboxChanged {
  return {
    at: time(0),
    siteId: 'site0001',
    rows: conversations.map((item) => {
      const { visitor, context, ...row } = ofConversation(item)
      return { ...row, visitorId: visitor.id }
    }),
    visitors: conversations.map(({ visitor }) => visitor),
    totals: { unread: 0, needsAnswer: 0 },
  }
}

const ids = rowIds

function rowsOf(inbox: Inbox) {
  return rowIds(inbox).flatMap((id) => rowOf(inbox, id) ?? [])
}

function pageOf(data: Conversation[], hasMore = false): ConversationPage {
  const nextCursor = hasMore ? (data.at(-1)?.lastActivityAt ?? null) : null
  return {
    data,
    hasMore,
    nextCursor,
    unreadTotal: data.filter((item) => item.unreadCount > 0).length,
    needsAnswerTotal: data.filter((item) => item.waitingSince !== null).length,
    siteTotals: {},
    epoch: 'one',
  }
}

function conversation(id: string, activity: number): Conversation {
  return {
    id,
    userId: `visitor of ${id}`,
    siteId: 'site0001',
    status: 'OPEN',
    lastSequence: 0,
    visitorReadSequence: 0,
    agentReadSequence: 0,
    revision: activity,
    lastActivityAt: time(activity),
    waitingSince: null,
    createdAt: time(0),
    updatedAt: time(0),
    visitor: {
      id: `visitor of ${id}`,
      name: null,
      email: null,
      emailToldBy: null,
      isVerified: false,
      block: null,
      revision: 0,
    },
    context: null,
    lastMessage: null,
    unreadCount: 0,
  }
}

function time(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString()
}
