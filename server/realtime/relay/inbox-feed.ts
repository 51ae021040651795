import type { InboxChanged } from '@/contract/events'
import { type InboxSubjects, readInbox } from '@/server/conversations/inbox-rows'
import { announcementId, type ChannelBatch, MAX_BATCH_BYTES } from './batch'
import { eventOf, type PendingEvent, type Query } from './store'

/** Conversations that one announcement names at most: more would seldom fit. */
const MAX_SUBJECTS = 100

/**
 * What a site's lists are told: not the events but the rows as they are now, each once, however many events it was that changed
 * them. As many of `events`, all of that site, as fit into one publish, oldest first.
 */
export async function inboxBatch(
  query: Query,
  channel: string,
  events: readonly PendingEvent[],
): Promise<ChannelBatch> {
  for (let count = Math.min(events.length, MAX_SUBJECTS); ; count = Math.ceil(count / 2)) {
    const told = events.slice(0, count)
    const data = await readInbox(query, subjectsOf(told))
    if (count > 1 && sizeOf(data) > MAX_BATCH_BYTES) continue
    return {
      announcement: {
        channel,
        id: announcementId(channel, told),
        messages: [{ name: 'inbox.changed', data }],
      },
      events: told,
    }
  }
}

/** A visitor's new name is one visitor, however many conversations tell of it. */
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
