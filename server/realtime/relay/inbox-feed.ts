import type { InboxChanged } from '@/contract/log/events'
import { type InboxSubjects, readInbox } from '@/server/conversations/inbox-rows'
import { announcementId, type ChannelBatch, MAX_BATCH_BYTES } from './batch'
import { eventOf, type PendingEvent, type Query } from './store'

/** Conversations and visitors that are looked up for one announcement: more would seldom fit. */
const MAX_SUBJECTS = 100

/**
 * The announcement to a site's lists: the present rows, each once, no matter how many events changed it. Covers as many of `events`,
 * all of that site and oldest first, as fit into one publish.
 */
export async function inboxBatch(
  query: Query,
  channel: string,
  events: readonly PendingEvent[],
): Promise<ChannelBatch> {
  let told = firstOf(events, MAX_SUBJECTS)
  let data = await readInbox(query, subjectsOf(told))
  for (let size = sizeOf(data); told.length > 1 && size > MAX_BATCH_BYTES; size = sizeOf(data)) {
    told = told.slice(0, Math.max(1, Math.floor((told.length * MAX_BATCH_BYTES) / size)))
    data = only(data, subjectsOf(told))
  }
  return {
    announcement: {
      channel,
      id: announcementId(channel, told),
      messages: [{ name: 'inbox.changed', data }],
    },
    events: told,
  }
}

/** The longest run of oldest events that names at most `maxSubjects` subjects. */
function firstOf(events: readonly PendingEvent[], maxSubjects: number): PendingEvent[] {
  const subjects = new Set<string>()
  const end = events.findIndex((event) => {
    const { conversationIds, visitorIds } = subjectsOf([event])
    for (const id of [...conversationIds, ...visitorIds]) subjects.add(id)
    return subjects.size > maxSubjects
  })
  return end === -1 ? [...events] : events.slice(0, end)
}

/** Narrows what was read to these subjects, which costs less than reading again. */
function only(data: InboxChanged, { conversationIds, visitorIds }: InboxSubjects): InboxChanged {
  const rows = data.rows.filter(({ id }) => conversationIds.includes(id))
  const shown = new Set([...visitorIds, ...rows.map(({ visitorId }) => visitorId)])
  return { ...data, rows, visitors: data.visitors.filter(({ id }) => shown.has(id)) }
}

/** A visitor who changed is one subject, even when several of their conversations have events about it. */
function subjectsOf(events: readonly PendingEvent[]): InboxSubjects {
  const conversationIds = new Set<string>()
  const visitorIds = new Set<string>()
  for (const event of events.map(eventOf)) {
    if (event.type === 'visitor.updated') visitorIds.add(event.visitorId)
    else if ('conversationId' in event) conversationIds.add(event.conversationId)
  }
  return { siteId: siteOf(events), conversationIds: [...conversationIds], visitorIds: [...visitorIds] }
}

function siteOf([first]: readonly PendingEvent[]): string {
  const event = first && eventOf(first)
  if (event === undefined || !('siteId' in event)) throw new Error('a list is told of what happens on a site')
  return event.siteId
}

function sizeOf(data: InboxChanged): number {
  return Buffer.byteLength(JSON.stringify(data))
}
