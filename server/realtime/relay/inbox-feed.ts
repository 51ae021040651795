import type { InboxChanged } from '@/contract/log/events'
import { type InboxSubjects, readInbox } from '@/server/conversations/inbox-rows'
import { announcementId, type ChannelBatch, MAX_BATCH_BYTES } from './batch'
import { eventOf, type PendingEvent, type Query } from './store'

/** Most conversations and visitors per announcement: more would rarely fit. */
const MAX_SUBJECTS = 100

/**
 * The announcement for a site's inboxes: the current rows, each once, however many events changed it. Covers as many of
 * `events` (all of the same site, oldest first) as fit in one publish.
 */
export async function inboxBatch(
  query: Query,
  channel: string,
  events: readonly PendingEvent[],
): Promise<ChannelBatch> {
  let covered = firstOf(events, MAX_SUBJECTS)
  let data = await readInbox(query, subjectsOf(covered))
  for (let size = sizeOf(data); covered.length > 1 && size > MAX_BATCH_BYTES; size = sizeOf(data)) {
    covered = covered.slice(0, Math.max(1, Math.floor((covered.length * MAX_BATCH_BYTES) / size)))
    data = only(data, subjectsOf(covered))
  }
  return {
    announcement: {
      channel,
      id: announcementId(channel, covered),
      messages: [{ name: 'inbox.changed', data }],
    },
    events: covered,
  }
}

/** As many of the oldest events as refer to at most `maxSubjects` subjects. */
function firstOf(events: readonly PendingEvent[], maxSubjects: number): PendingEvent[] {
  const subjects = new Set<string>()
  const end = events.findIndex((event) => {
    const { conversationIds, visitorIds } = subjectsOf([event])
    for (const id of [...conversationIds, ...visitorIds]) subjects.add(id)
    return subjects.size > maxSubjects
  })
  return end === -1 ? [...events] : events.slice(0, end)
}

/** Narrows the data to these subjects, which is cheaper than querying again. */
function only(data: InboxChanged, { conversationIds, visitorIds }: InboxSubjects): InboxChanged {
  const rows = data.rows.filter(({ id }) => conversationIds.includes(id))
  const shown = new Set([...visitorIds, ...rows.map(({ visitorId }) => visitorId)])
  return { ...data, rows, visitors: data.visitors.filter(({ id }) => shown.has(id)) }
}

/** A changed visitor is one subject, even if several of their conversations have events about it. */
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
  if (event === undefined || !('siteId' in event)) throw new Error('inbox events must belong to a site')
  return event.siteId
}

function sizeOf(data: InboxChanged): number {
  return Buffer.byteLength(JSON.stringify(data))
}
