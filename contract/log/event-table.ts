import type { TrackedEvent } from '../sites/tracked-event'
import type { VisitedPage } from '../sites/visited-page'
import { AVAILABILITY_CHANGED } from './event-names'
import type { ConversationEvent, InboxEvent } from './events'
import type { InboxPreview, InboxRow, InboxVisitor } from './inbox'
import type { EventEntry, LogEntry, LogEvent, Message } from './message'
import { type Check, count, finite, flag, nullable } from './message-table'
import type { SiteTotals } from './totals'

/*
 * The events of `events.ts` once more, as tables of fields: for browsers, which receive events on every page and where the schema
 * library would be a fifteenth of the desk's script. The compiler compares the fields, `event-table.test.ts` the answers.
 */

type Table<Value> = { readonly [Name in keyof Value]-?: Check<Value[Name]> }

/** A table of the data that comes under each name. */
type EventTable<Event extends { name: string; data: unknown }> = {
  readonly [Name in Event['name']]: Check<Extract<Event, { name: Name }>['data']>
}

type Status = InboxRow['status']
type Side = InboxPreview['side']
type Kind = InboxPreview['kind']
type Block = NonNullable<InboxVisitor['block']>
type VisitorNow = Extract<ConversationEvent, { name: 'conversation.updated' }>['data']['visitor']
type TrackedData = TrackedEvent['data']

const side = oneOf<Side>('visitor', 'agent')
const kind = oneOf<Kind>('message', 'note')
const status = oneOf<Status>('OPEN', 'CLOSED')

const place = { id: text, conversationId: text, sequence: positive, createdAt: text }

const message = object<Message>({
  ...place,
  kind,
  clientMessageId: text,
  senderId: text,
  senderSide: side,
  senderName: nullable(text),
  senderPicture: nullable(text),
  content: text,
  read: flag,
  version: positive,
  editedAt: nullable(text),
  deletedAt: nullable(text),
})

const bareEvent = object<{ type: string }>({
  type: oneOf('closed', 'reopened', 'blocked', 'unblocked'),
})
const changeEvent = object<{ type: string; messageId: string; message: Message | null }>({
  type: oneOf('message_edited', 'message_deleted'),
  messageId: text,
  message: nullable(message),
})

function logEvent(value: unknown): value is LogEvent {
  return bareEvent(value) || changeEvent(value)
}

const eventEntry = object<EventEntry>({
  ...place,
  kind: oneOf('event'),
  senderId: nullable(text),
  senderSide: nullable(side),
  senderName: nullable(text),
  event: logEvent,
})

function logEntry(value: unknown): value is LogEntry {
  return message(value) || eventEntry(value)
}

const visitedPage = object<VisitedPage>({
  id: positive,
  address: text,
  title: nullable(text),
  visitedAt: text,
})

const trackedEvent = object<TrackedEvent>({ id: positive, name: text, data: trackedData, happenedAt: text })

const inConversation = object<{ conversationId: string }>({ conversationId: text })

const conversationEvents: EventTable<ConversationEvent> = {
  'entry.appended': object({ conversationId: text, entry: logEntry }),
  'conversation.read': object({ conversationId: text, side, sequence: count() }),
  'conversation.updated': object({
    conversationId: text,
    revision: whole,
    status,
    visitor: object<VisitorNow>({
      id: text,
      revision: whole,
      name: nullable(text),
      email: nullable(text),
      emailToldBy: nullable(side),
      isVerified: flag,
    }),
  }),
  'visitor.blocked': inConversation,
  'visitor.unblocked': inConversation,
  'page.visited': object({ conversationId: text, page: visitedPage }),
  'events.tracked': object({ conversationId: text, events: listOf(trackedEvent) }),
  'conversation.erased': inConversation,
}

const inboxRow = object<InboxRow>({
  id: text,
  siteId: text,
  revision: count(),
  visitorId: text,
  status,
  waitingSince: nullable(text),
  createdAt: text,
  lastActivityAt: text,
  lastSequence: count(),
  agentReadSequence: count(),
  visitorReadSequence: count(),
  unreadCount: count(),
  preview: nullable(
    object<InboxPreview>({
      messageId: text,
      version: whole,
      kind,
      side,
      senderId: text,
      senderName: nullable(text),
      text,
      createdAt: text,
      deletedAt: nullable(text),
    }),
  ),
})

const inboxVisitor = object<InboxVisitor>({
  id: text,
  revision: count(),
  name: nullable(text),
  email: nullable(text),
  isVerified: flag,
  emailToldBy: nullable(side),
  block: nullable(object<Block>({ since: text, by: nullable(text) })),
})

const inboxEvents: EventTable<InboxEvent> = {
  'inbox.changed': object({
    at: text,
    siteId: text,
    rows: listOf(inboxRow),
    visitors: listOf(inboxVisitor),
    totals: object<SiteTotals>({ unread: count(), needsAnswer: count() }),
  }),
  'conversations.erased': object({ conversationIds: listOf(text) }),
}

const availability = object<{ online: boolean }>({ online: flag })

/** What the SDK hands over. */
type Received = { name?: string | undefined; data?: unknown }

/** The event that came on a conversation's channel; `null` where this page does not know it, as from a newer server. */
export function readConversationEvent(received: Received): ConversationEvent | null {
  return read<ConversationEvent>(conversationEvents, received)
}

/** The event that came on an inbox's channel, likewise. */
export function readInboxEvent(received: Received): InboxEvent | null {
  return read<InboxEvent>(inboxEvents, received)
}

/** What came on a status channel: whether an agent is there. `null` where this page does not know the message. */
export function readAvailability({ name, data }: Received): boolean | null {
  return name === AVAILABILITY_CHANGED && availability(data) ? data.online : null
}

function read<Event extends { name: string; data: unknown }>(
  table: Readonly<Record<string, Check<unknown>>>,
  { name = '', data }: Received,
): Event | null {
  return Object.hasOwn(table, name) && table[name]?.(data) ? ({ name, data } as Event) : null
}

/** An object with these fields. It may have more: a newer server tells more. */
function object<Value>(table: Table<Value>): Check<Value> {
  const fields = Object.entries(table) as [string, Check<unknown>][]
  return (value): value is Value =>
    typeof value === 'object' &&
    value !== null &&
    fields.every(([name, fits]) => fits((value as Record<string, unknown>)[name]))
}

function listOf<Value>(fits: Check<Value>): Check<Value[]> {
  return (value): value is Value[] => Array.isArray(value) && value.every(fits)
}

function oneOf<Value extends string>(...values: Value[]): Check<Value> {
  return (value): value is Value => (values as unknown[]).includes(value)
}

function text(value: unknown): value is string {
  return typeof value === 'string'
}

function whole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function positive(value: unknown): value is number {
  return whole(value) && value > 0
}

function trackedData(value: unknown): value is TrackedData {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => text(one) || finite(one) || flag(one))
  )
}
