import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PendingMessage } from '@/client/outbox/pending-message'
import type { Conversation, ConversationSnapshot } from '@/contract/conversation'
import type { ConversationEvent } from '@/contract/events'
import type { Message, Side } from '@/contract/message'
import {
  addSnapshot,
  applyEvent,
  currentConversation,
  emptyTimeline,
  entriesOf,
  firstGap,
  lastInOrder,
  removePending,
  setPending,
  type Timeline,
} from './timeline'

const vera = { side: 'visitor' as Side, id: 'vera' }

describe('what a browser shows', () => {
  it('is what a fresh snapshot shows, after any order, repeat and loss of events and one catch-up', () => {
    const history = fc.array(fc.constantFrom<Side>('visitor', 'agent'), { maxLength: 25 })
    const reads = fc.array(
      fc.record({ side: fc.constantFrom<Side>('visitor', 'agent'), sequence: fc.nat(25) }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(
        history,
        reads,
        fc.nat(25),
        fc.infiniteStream(fc.nat(1_000)),
        (sides, read, known, random) => {
          const messages = sides.map((side, index) => message(index + 1, side))
          const events = [
            ...messages.map(posted),
            ...read.map(({ side, sequence }) => readUpTo(side, Math.min(sequence, messages.length))),
          ]
          const atLoad = Math.min(known, messages.length)
          let timeline = load(messages.slice(0, atLoad), [])
          for (const event of shuffledWithLosses(events, random)) timeline = applyEvent(timeline, event)

          const caughtUp = addSnapshot(timeline, snapshot(messages, read, lastInOrder(timeline)), {
            isNewestPage: false,
          })

          const fresh = load(messages, read)
          expect(firstGap(caughtUp)).toBeNull()
          expect(entriesOf(caughtUp)).toEqual(entriesOf(fresh))
          expect(currentConversation(caughtUp)).toEqual(currentConversation(fresh))
        },
      ),
    )
  })

  it('never shows a message twice nor out of order, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }), (sequences) => {
        const timeline = sequences.reduce(
          (held, sequence) => applyEvent(held, posted(message(sequence))),
          load([message(1)], []),
        )
        const shown = entriesOf(timeline).flatMap(({ sequence }) => sequence ?? [])
        expect(shown).toEqual(Array.from({ length: shown.length }, (_, index) => index + 1))
      }),
    )
  })
})

describe('a gap', () => {
  it('is told, and what comes after it waits', () => {
    const timeline = [message(2, 'agent'), message(5, 'agent')].reduce(
      (held, incoming) => applyEvent(held, posted(incoming)),
      load([message(1)], []),
    )
    expect(firstGap(timeline)).toBe(3)
    expect(lastInOrder(timeline)).toBe(2)
    expect(entriesOf(timeline).map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  it('is not told before anything was loaded', () => {
    expect(firstGap(applyEvent(emptyTimeline(vera), posted(message(7))))).toBeNull()
  })

  it('does not hide one’s own message that is stored behind it', () => {
    const mine = { ...message(4), clientMessageId: 'mine-0001' }
    const timeline = applyEvent(load([message(1)], []), posted(mine))
    expect(entriesOf(timeline).map(({ key }) => key)).toEqual([message(1).clientMessageId, 'mine-0001'])
  })
})

describe('a pending message', () => {
  it('keeps its key when it is confirmed, and is not shown twice', () => {
    const before = setPending(load([], []), [pending('draft-0001')])
    const after = applyEvent(before, posted({ ...message(1), clientMessageId: 'draft-0001' }))
    expect(entriesOf(before).map(({ key, state }) => [key, state])).toEqual([['draft-0001', 'sending']])
    expect(entriesOf(after).map(({ key, state }) => [key, state])).toEqual([['draft-0001', 'sent']])
  })

  it('is not confirmed by somebody else’s message with the same id', () => {
    const timeline = setPending(load([], []), [pending('draft-0001')])
    const foreign = applyEvent(timeline, posted({ ...message(1, 'agent'), clientMessageId: 'draft-0001' }))
    expect(entriesOf(foreign)).toHaveLength(2)
    expect(new Set(entriesOf(foreign).map(({ key }) => key)).size).toBe(2)
  })

  it('that is held names the newest reply of a colleague that its author had not seen', () => {
    const ada = { side: 'agent' as Side, id: 'ada' }
    const held = { ...pending('draft-0001'), status: 'held' as const, seenSequence: 1 }
    const passedBy = (others: Message[]) => {
      const loaded = addSnapshot(emptyTimeline(ada), snapshot(others, []), { isNewestPage: true })
      return entriesOf(setPending(loaded, [held])).at(-1)?.passedBy?.content
    }
    const ben = (sequence: number) => ({ ...message(sequence, 'agent'), senderId: 'ben' })

    expect(passedBy([ben(1), message(2)])).toBeUndefined()
    expect(passedBy([message(1), ben(2), ben(3), message(4), message(5, 'agent')])).toBe('message 3')
  })

  it('is gone when it is removed', () => {
    const timeline = setPending(load([], []), [pending('draft-0001'), pending('draft-0002')])
    expect(entriesOf(removePending(timeline, 'draft-0001')).map(({ key }) => key)).toEqual(['draft-0002'])
  })
})

describe('read and unread', () => {
  it('counts the other side’s messages beyond the own position', () => {
    const timeline = load([message(1), message(2, 'agent'), message(3, 'agent')], [])
    expect(currentConversation(timeline)?.unreadCount).toBe(2)
    const read = applyEvent(timeline, readUpTo('visitor', 2))
    expect(currentConversation(read)?.unreadCount).toBe(1)
  })

  it('shows a message as read once the other side is past it, and never takes that back', () => {
    const read = applyEvent(load([message(1), message(2)], []), readUpTo('agent', 2))
    const late = applyEvent(read, readUpTo('agent', 1))
    expect(entriesOf(late).map(({ state }) => state)).toEqual(['read', 'read'])
  })
})

it('keeps the newest status, whichever event comes last', () => {
  const closed = updated(3, 'CLOSED')
  const timeline = [closed, updated(2, 'OPEN'), closed].reduce(applyEvent, load([message(1)], []))
  expect(currentConversation(timeline)).toMatchObject({ status: 'CLOSED', revision: 3 })
})

function message(sequence: number, side: Side = 'visitor'): Message {
  return {
    id: `id-${sequence}`,
    conversationId: 'c1',
    sequence,
    clientMessageId: `client-${sequence}`,
    senderId: side === 'visitor' ? 'vera' : 'ada',
    senderSide: side,
    senderName: side === 'visitor' ? null : 'Ada',
    content: `message ${sequence}`,
    read: false,
    createdAt: new Date(Date.UTC(2026, 10, 24, 10, sequence)).toISOString(),
  }
}

function pending(clientMessageId: string): PendingMessage {
  return { clientMessageId, content: 'hello', createdAt: '2026-11-24T10:00:00.000Z', status: 'sending' }
}

type Read = { side: Side; sequence: number }

function snapshot(all: Message[], read: Read[], after = 0): ConversationSnapshot {
  const position = (side: Side) =>
    Math.max(
      0,
      ...read.filter((each) => each.side === side).map(({ sequence }) => Math.min(sequence, all.length)),
    )
  const data = all.filter(({ sequence }) => sequence > after)
  const conversation: Conversation = {
    id: 'c1',
    userId: 'vera',
    status: 'OPEN',
    lastSequence: all.length,
    visitorReadSequence: position('visitor'),
    agentReadSequence: position('agent'),
    revision: 1,
    lastActivityAt: '2026-11-24T10:00:00.000Z',
    waitingSince: null,
    createdAt: '2026-11-24T10:00:00.000Z',
    updatedAt: '2026-11-24T10:00:00.000Z',
    visitor: { id: 'vera', name: null, email: null, block: null },
    context: null,
    lastMessage: all.at(-1) ?? null,
    unreadCount: 0,
  }
  return { conversation, messages: { data, nextCursor: null, hasMore: false }, resync: false, epoch: 'one' }
}

function load(messages: Message[], read: Read[]): Timeline {
  return addSnapshot(emptyTimeline(vera), snapshot(messages, read), { isNewestPage: true })
}

function posted(incoming: Message): ConversationEvent {
  return { name: 'message.posted', data: { message: incoming } }
}

function readUpTo(side: Side, sequence: number): ConversationEvent {
  return { name: 'conversation.read', data: { conversationId: 'c1', side, sequence } }
}

function updated(revision: number, status: 'OPEN' | 'CLOSED'): ConversationEvent {
  return {
    name: 'conversation.updated',
    data: { conversationId: 'c1', revision, status, visitor: { name: null, email: null } },
  }
}

/** Loses about a third, repeats about a third, and mixes the rest. */
function shuffledWithLosses<Item>(items: Item[], random: Iterator<number>): Item[] {
  const next = () => Number(random.next().value)
  return items
    .flatMap((item) => Array.from({ length: next() % 3 }, () => ({ item, place: next() })))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
