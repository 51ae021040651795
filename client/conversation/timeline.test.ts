import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PendingMessage } from '@/client/outbox/pending-message'
import { appended, changed, UNCHANGED } from '@/client/testing/log'
import { MAX_TRACKED_EVENTS, MAX_VISITED_PAGES } from '@/contract/limits'
import type { Conversation, ConversationSnapshot } from '@/contract/log/conversation'
import type { ConversationEvent } from '@/contract/log/events'
import type { EventEntry, LogEntry, Message, Side } from '@/contract/log/message'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import type { VisitedPage } from '@/contract/sites/visited-page'
import {
  addSnapshot,
  applyEvent,
  currentConversation,
  emptyTimeline,
  firstGap,
  lastInOrder,
  setPending,
  type Timeline,
} from './timeline'
import { entriesOf, isWritten } from './timeline-entries'

const side = fc.constantFrom<Side>('visitor', 'agent')
const vera = { side: 'visitor' as Side, id: 'vera' }

describe('what a browser shows', () => {
  it('matches a fresh snapshot after reordered, repeated and lost events and one catch-up', () => {
    const history = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ does: fc.constant('write' as const), side }) },
        fc.record({ does: fc.constantFrom('edit' as const, 'delete' as const), index: fc.nat(25) }),
        fc.record({ does: fc.constantFrom('close' as const, 'block' as const) }),
      ),
      { maxLength: 30 },
    )
    const reads = fc.array(fc.record({ side, sequence: fc.nat(30) }), { maxLength: 6 })
    fc.assert(
      fc.property(
        history,
        reads,
        fc.nat(30),
        fc.infiniteStream(fc.nat(1_000)),
        (steps, read, known, random) => {
          const { told, log } = happen(steps)
          const events = [
            ...told.map(appended),
            ...read.map(({ side, sequence }) => readUpTo(side, Math.min(sequence, log.length))),
          ]
          // Loaded at some point, before later edits.
          const atLoad = Math.min(known, log.length)
          let timeline = load(happen(steps.slice(0, atLoad)).log, [])
          for (const event of shuffledWithLosses(events, random)) timeline = applyEvent(timeline, event)

          const caughtUp = addSnapshot(timeline, snapshot(log, read, lastInOrder(timeline)), {
            isNewestPage: false,
          })

          const fresh = load(log, read)
          expect(firstGap(caughtUp)).toBeNull()
          expect(entriesOf(caughtUp)).toEqual(entriesOf(fresh))
          expect(currentConversation(caughtUp)).toEqual(currentConversation(fresh))
        },
      ),
    )
  })

  it('never shows a message twice or out of order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }), (sequences) => {
        const timeline = sequences.reduce(
          (held, sequence) => applyEvent(held, appended(message(sequence))),
          load([message(1)], []),
        )
        const shown = entriesOf(timeline).flatMap(({ sequence }) => sequence ?? [])
        expect(shown).toEqual(Array.from({ length: shown.length }, (_, index) => index + 1))
      }),
    )
  })
})

describe('a gap', () => {
  it('is reported, and later entries wait', () => {
    const timeline = [message(2, 'agent'), message(5, 'agent')].reduce(
      (held, incoming) => applyEvent(held, appended(incoming)),
      load([message(1)], []),
    )
    expect(firstGap(timeline)).toBe(3)
    expect(lastInOrder(timeline)).toBe(2)
    expect(entriesOf(timeline).map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  it('is not reported before anything is loaded', () => {
    expect(firstGap(applyEvent(emptyTimeline(vera), appended(message(7))))).toBeNull()
  })

  it('does not hide own messages after it', () => {
    const mine = { ...message(4), clientMessageId: 'mine-0001' }
    const timeline = applyEvent(load([message(1)], []), appended(mine))
    expect(entriesOf(timeline).map(({ key }) => key)).toEqual([message(1).clientMessageId, 'mine-0001'])
  })
})

describe('a pending message', () => {
  it('keeps its key once confirmed, and is not shown twice', () => {
    const before = setPending(load([], []), [pending('draft-0001')])
    const after = applyEvent(before, appended({ ...message(1), clientMessageId: 'draft-0001' }))
    expect(
      entriesOf(before)
        .filter(isWritten)
        .map(({ key, state }) => [key, state]),
    ).toEqual([['draft-0001', 'sending']])
    expect(
      entriesOf(after)
        .filter(isWritten)
        .map(({ key, state }) => [key, state]),
    ).toEqual([['draft-0001', 'sent']])
  })

  it('is not confirmed by another sender’s message with the same id', () => {
    const timeline = setPending(load([], []), [pending('draft-0001')])
    const foreign = applyEvent(timeline, appended({ ...message(1, 'agent'), clientMessageId: 'draft-0001' }))
    expect(entriesOf(foreign)).toHaveLength(2)
    expect(new Set(entriesOf(foreign).map(({ key }) => key)).size).toBe(2)
  })

  it('that is held names the newest colleague’s reply that its author had not seen', () => {
    const ada = { side: 'agent' as Side, id: 'ada' }
    const held = { ...pending('draft-0001'), status: 'held' as const, seenSequence: 1 }
    const passedBy = (others: Message[]) => {
      const loaded = addSnapshot(emptyTimeline(ada), snapshot(others, []), { isNewestPage: true })
      return entriesOf(setPending(loaded, [held]))
        .filter(isWritten)
        .at(-1)?.passedBy?.content
    }
    const ben = (sequence: number) => ({ ...message(sequence, 'agent'), senderId: 'ben' })

    expect(passedBy([ben(1), message(2)])).toBeUndefined()
    expect(passedBy([message(1), ben(2), ben(3), message(4), message(5, 'agent')])).toBe('message 3')
  })
})

describe('read and unread', () => {
  it('counts the other side’s messages after one’s own position', () => {
    const timeline = load([message(1), message(2, 'agent'), message(3, 'agent')], [])
    expect(currentConversation(timeline)?.unreadCount).toBe(2)
    const read = applyEvent(timeline, readUpTo('visitor', 2))
    expect(currentConversation(read)?.unreadCount).toBe(1)
  })

  it('shows a message as read once the other side has passed it, and never reverts that', () => {
    const read = applyEvent(load([message(1), message(2)], []), readUpTo('agent', 2))
    const late = applyEvent(read, readUpTo('agent', 1))
    expect(
      entriesOf(late)
        .filter(isWritten)
        .map(({ state }) => state),
    ).toEqual(['read', 'read'])
  })
})

describe('an edit', () => {
  it('changes the message in place, without a line of its own', () => {
    const { entry } = changed(message(1), 2, { content: 'better' })
    const timeline = applyEvent(load([message(1)], []), appended(entry))
    expect(entriesOf(timeline)).toMatchObject([{ content: 'better', isEdited: true, sequence: 1 }])
    expect(currentConversation(timeline)).toMatchObject({
      lastSequence: 2,
      lastMessage: { content: 'better' },
    })
  })

  it('is kept when an older page, requested before it, arrives', () => {
    const log = [message(1), message(2), message(3)]
    const { entry } = changed(message(1), 4, 'deleted')
    const newestPage = addSnapshot(emptyTimeline(vera), snapshot(log, [], 1), { isNewestPage: true })
    const timeline = addSnapshot(applyEvent(newestPage, appended(entry)), snapshot(log, []), {
      isNewestPage: false,
    })
    expect(entriesOf(timeline)[0]).toMatchObject({ content: '', isDeleted: true })
  })

  it('that deletes an unread message leaves nothing unread', () => {
    const loaded = load([message(1, 'agent')], [])
    expect(currentConversation(loaded)?.unreadCount).toBe(1)
    const { entry } = changed(message(1, 'agent'), 2, 'deleted')
    expect(currentConversation(applyEvent(loaded, appended(entry)))?.unreadCount).toBe(0)
  })
})

it('keeps the newest status, whichever event arrives last', () => {
  const closed = updated(3, 'CLOSED')
  const timeline = [closed, updated(2, 'OPEN'), closed].reduce(applyEvent, load([message(1)], []))
  expect(currentConversation(timeline)).toMatchObject({ status: 'CLOSED', revision: 3 })
})

describe('the pages that a visitor opened', () => {
  const answer = (...pages: VisitedPage[]) => ({ ...snapshot([], []), pages })
  const add = (timeline: Timeline, given: ReturnType<typeof answer>) =>
    addSnapshot(timeline, given, { isNewestPage: true })

  it('combine responses and events, newest first, in any order and with repeats', () => {
    const before = [visited(3), visited(4, 'Mugs'), visited(3)].reduce(applyEvent, emptyTimeline(vera))
    const after = add(before, answer(page(3, 'Lamps'), page(2)))
    expect(after.pages).toEqual([page(4, 'Mugs'), page(3, 'Lamps'), page(2)])
    expect([visited(4, 'Blue mugs')].reduce(applyEvent, after).pages[0]).toEqual(page(4, 'Blue mugs'))
  })

  it('are limited to the last twenty', () => {
    const events = Array.from({ length: 50 }, (_, index) => visited(index + 1))
    const { pages } = events.reduce(applyEvent, emptyTimeline(vera))
    expect([pages.length, pages[0]?.id]).toEqual([MAX_VISITED_PAGES, 50])
  })

  it('lose what the server has dropped, and nothing if a response omits them', () => {
    const known = add(emptyTimeline(vera), answer(page(2), page(1)))
    expect(add(known, answer(page(3))).pages).toEqual([page(3)])
    expect(addSnapshot(known, snapshot([], []), { isNewestPage: true }).pages).toEqual(known.pages)
  })
})

it('keeps tracked events, newest first, in any order and with repeats', () => {
  const tracked = (id: number): TrackedEvent => ({ id, name: `event ${id}`, data: {}, happenedAt: NOON })
  const told = (...ids: number[]): ConversationEvent => ({
    name: 'events.tracked',
    data: { conversationId: 'c1', events: ids.map(tracked) },
  })
  const before = [told(4, 3), told(6, 5), told(4, 3)].reduce(applyEvent, emptyTimeline(vera))
  const answer = { ...snapshot([], []), trackedEvents: [tracked(5), tracked(2)] }
  const after = addSnapshot(before, answer, { isNewestPage: true })
  expect(after.trackedEvents.map(({ id }) => id)).toEqual([6, 5, 2])
  const many = Array.from({ length: 50 }, (_, index) => told(index + 1))
  expect(many.reduce(applyEvent, emptyTimeline(vera)).trackedEvents).toHaveLength(MAX_TRACKED_EVENTS)
})

const NOON = '2026-11-24T12:00:00.000Z'

function message(sequence: number, side: Side = 'visitor'): Message {
  return {
    id: `id-${sequence}`,
    conversationId: 'c1',
    sequence,
    clientMessageId: `client-${sequence}`,
    senderId: side === 'visitor' ? 'vera' : 'ada',
    senderSide: side,
    senderName: side === 'visitor' ? null : 'Ada',
    senderPicture: null,
    content: `message ${sequence}`,
    ...UNCHANGED,
    read: false,
    createdAt: new Date(Date.UTC(2026, 10, 24, 10, sequence)).toISOString(),
  }
}

type Step =
  | { does: 'write'; side: Side }
  | { does: 'edit' | 'delete'; index: number }
  | { does: 'close' | 'block' }

/** Runs the steps: each entry as it was published, and the final log. */
function happen(steps: readonly Step[]): { told: LogEntry[]; log: LogEntry[] } {
  const told: LogEntry[] = []
  const messages = new Map<string, Message>()
  for (const step of steps) {
    const sequence = told.length + 1
    if (step.does === 'write') {
      const written = message(sequence, step.side)
      messages.set(written.id, written)
      told.push(written)
    } else if (!('index' in step)) {
      told.push(event(sequence, step.does === 'close' ? 'closed' : 'blocked'))
    } else {
      const target = [...messages.values()][step.index % Math.max(1, messages.size)]
      if (target === undefined || target.deletedAt !== null) continue
      const change = step.does === 'delete' ? 'deleted' : { content: `edited in ${sequence}` }
      const { message: after, entry } = changed(target, sequence, change)
      messages.set(after.id, after)
      told.push(entry)
    }
  }
  return { told, log: told.map((entry) => asItIsNow(entry, messages)) }
}

function asItIsNow(entry: LogEntry, messages: ReadonlyMap<string, Message>): LogEntry {
  if (entry.kind !== 'event') return messages.get(entry.id) ?? entry
  if (!('messageId' in entry.event)) return entry
  return { ...entry, event: { ...entry.event, message: messages.get(entry.event.messageId) ?? null } }
}

function event(sequence: number, type: 'closed' | 'blocked'): EventEntry {
  const { id, conversationId, createdAt } = message(sequence)
  return {
    id,
    conversationId,
    sequence,
    createdAt,
    kind: 'event',
    senderId: 'ada',
    senderSide: 'agent',
    senderName: 'Ada',
    event: { type },
  }
}

function pending(clientMessageId: string): PendingMessage {
  return { clientMessageId, content: 'hello', createdAt: '2026-11-24T10:00:00.000Z', status: 'sending' }
}

type Read = { side: Side; sequence: number }

function snapshot(all: LogEntry[], read: Read[], after = 0): ConversationSnapshot {
  const position = (side: Side) =>
    Math.max(
      0,
      ...read.filter((each) => each.side === side).map(({ sequence }) => Math.min(sequence, all.length)),
    )
  const data = all.filter(({ sequence }) => sequence > after)
  const conversation: Conversation = {
    id: 'c1',
    userId: 'vera',
    siteId: 'site0001',
    status: 'OPEN',
    lastSequence: all.length,
    visitorReadSequence: position('visitor'),
    agentReadSequence: position('agent'),
    revision: 1,
    lastActivityAt: '2026-11-24T10:00:00.000Z',
    waitingSince: null,
    createdAt: '2026-11-24T10:00:00.000Z',
    updatedAt: '2026-11-24T10:00:00.000Z',
    visitor: {
      id: 'vera',
      name: null,
      email: null,
      emailToldBy: null,
      isVerified: false,
      block: null,
      revision: 0,
    },
    context: null,
    lastMessage: all.findLast((entry) => entry.kind !== 'event') ?? null,
    unreadCount: 0,
  }
  return { conversation, messages: { data, nextCursor: null, hasMore: false }, resync: false, epoch: 'one' }
}

function page(id: number, title: string | null = null): VisitedPage {
  return { id, address: `https://shop.example/${id}`, title, visitedAt: '2026-11-24T10:00:00.000Z' }
}

function visited(id: number, title: string | null = null): ConversationEvent {
  return { name: 'page.visited', data: { conversationId: 'c1', page: page(id, title) } }
}

function load(messages: LogEntry[], read: Read[]): Timeline {
  return addSnapshot(emptyTimeline(vera), snapshot(messages, read), { isNewestPage: true })
}

function readUpTo(side: Side, sequence: number): ConversationEvent {
  return { name: 'conversation.read', data: { conversationId: 'c1', side, sequence } }
}

function updated(revision: number, status: 'OPEN' | 'CLOSED'): ConversationEvent {
  return {
    name: 'conversation.updated',
    data: {
      conversationId: 'c1',
      revision,
      status,
      visitor: { id: 'vera', revision: 0, name: null, email: null, emailToldBy: null, isVerified: false },
    },
  }
}

/** Drops about a third, repeats about a third, and shuffles the rest. */
function shuffledWithLosses<Item>(items: Item[], random: Iterator<number>): Item[] {
  const next = () => Number(random.next().value)
  return items
    .flatMap((item) => Array.from({ length: next() % 3 }, () => ({ item, place: next() })))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
