import { describe, expect, it } from 'vitest'
import { readAvailability, readConversationEvent, readInboxEvent } from './event-table'
import { availabilityChanged, conversationEvent, inboxEvent } from './events'

const at = '2026-11-29T20:00:00.000Z'
const message = {
  id: 'm1',
  conversationId: 'c1',
  sequence: 3,
  createdAt: at,
  kind: 'message',
  clientMessageId: 'client-1',
  senderId: 'v1',
  senderSide: 'visitor',
  senderName: null,
  senderPicture: null,
  content: 'Do the lamps dim?',
  read: false,
  version: 1,
  editedAt: null,
  deletedAt: null,
}
const entry = {
  id: 'e1',
  conversationId: 'c1',
  sequence: 4,
  createdAt: at,
  kind: 'event',
  senderId: null,
  senderSide: 'agent',
  senderName: 'Ada',
}
const row = {
  id: 'c1',
  siteId: 's1',
  revision: 7,
  visitorId: 'v1',
  status: 'OPEN',
  waitingSince: at,
  createdAt: at,
  lastActivityAt: at,
  lastSequence: 3,
  agentReadSequence: 0,
  visitorReadSequence: 2,
  unreadCount: 1,
  preview: {
    messageId: 'm1',
    version: 1,
    kind: 'note',
    side: 'agent',
    senderId: 'a1',
    senderName: 'Ada',
    text: 'Call back',
    createdAt: at,
    deletedAt: null,
  },
}
const visitor = {
  id: 'v1',
  revision: 2,
  name: 'Oskar',
  email: null,
  isVerified: false,
  emailToldBy: 'visitor',
}
const inConversation = (data: object) => ({ conversationId: 'c1', ...data })
const happened = (event: object) => ({
  name: 'entry.appended',
  data: inConversation({ entry: { ...entry, event } }),
})

type Sample = { name: string; data: unknown }
const samples: Sample[] = [
  { name: 'entry.appended', data: inConversation({ entry: message }) },
  happened({ type: 'closed' }),
  happened({ type: 'message_edited', messageId: 'm1', message }),
  happened({ type: 'message_deleted', messageId: 'm1', message: null }),
  { name: 'conversation.read', data: inConversation({ side: 'agent', sequence: 0 }) },
  { name: 'conversation.updated', data: inConversation({ revision: 3, status: 'CLOSED', visitor }) },
  { name: 'visitor.blocked', data: inConversation({}) },
  { name: 'visitor.unblocked', data: inConversation({}) },
  {
    name: 'page.visited',
    data: inConversation({ page: { id: 1, address: 'https://shop.test/', title: null, visitedAt: at } }),
  },
  {
    name: 'events.tracked',
    data: inConversation({
      events: [{ id: 2, name: 'paid', data: { plan: 'team', seats: 3, yearly: true }, happenedAt: at }],
    }),
  },
  { name: 'conversation.erased', data: inConversation({}) },
  {
    name: 'inbox.changed',
    data: {
      at,
      siteId: 's1',
      rows: [row, { ...row, preview: null }],
      visitors: [
        { ...visitor, block: null },
        { ...visitor, block: { since: at, by: null } },
      ],
      totals: { unread: 1, needsAnswer: 0 },
    },
  },
  { name: 'conversations.erased', data: { conversationIds: ['c1'] } },
  { name: 'availability.changed', data: { online: true } },
]

const odd = [
  undefined,
  null,
  '',
  'other',
  -1,
  0,
  1,
  1.5,
  2 ** 60,
  Number.NaN,
  true,
  [],
  ['x'],
  {},
  { type: 'closed' },
]

describe('the table of events', () => {
  it('knows every event of the schemas', () => {
    const names = [conversationEvent, inboxEvent].flatMap((union) =>
      union.def.options.map((option) => option.def.shape.name.def.values[0]),
    )
    expect(new Set(samples.map(({ name }) => name))).toEqual(
      new Set([...names, availabilityChanged.def.shape.name.def.values[0]]),
    )
  })

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'answers as the schema does, whatever a field of %s is',
    (_, sample) => {
      expect(answers(sample)).toEqual({ table: true, schema: true })
      const variants = odd.flatMap((value) => variantsOf(sample.data, value))
      expect(variants.length).toBeGreaterThan(odd.length)
      for (const data of variants) {
        const { table, schema } = answers({ name: sample.name, data })
        expect(table, JSON.stringify(data)).toBe(schema)
      }
    },
  )

  it('lets a newer server tell more, and knows no other events', () => {
    expect(answers({ name: 'conversation.erased', data: { conversationId: 'c1', by: 'a1' } }).table).toBe(
      true,
    )
    expect(answers({ name: 'toString', data: {} }).table).toBe(false)
    expect(readConversationEvent({ data: {} })).toBeNull()
  })
})

/** Whether the table and the schema take it for an event. */
function answers(received: Sample): { table: boolean; schema: boolean } {
  const table =
    readConversationEvent(received) ?? readInboxEvent(received) ?? readAvailability(received) !== null
  const schema = [conversationEvent, inboxEvent, availabilityChanged].some(
    (one) => one.safeParse(received).success,
  )
  return { table: Boolean(table), schema }
}

/** The value with each of its places, itself included, once replaced. */
function variantsOf(value: unknown, other: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [other]
  const inside = Object.entries(value).flatMap(([key, field]) =>
    variantsOf(field, other).map((changed) =>
      Array.isArray(value)
        ? value.map((one, index) => (String(index) === key ? changed : one))
        : { ...value, [key]: changed },
    ),
  )
  return [other, ...inside]
}
