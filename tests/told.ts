import { db } from '@/server/database/db'
import { project, type WireMessage } from '@/server/realtime/project'
import { eventOf, type PendingEvent } from '@/server/realtime/relay/store'

/** The recorded events of a type, oldest first. */
export function recorded(type: PendingEvent['type']) {
  return db.outboxEvent.findMany({ where: { type }, orderBy: { id: 'asc' } })
}

/** What the recorded events publish to this channel, in order. */
export async function toldOn(channel: string): Promise<WireMessage[]> {
  const rows = await db.outboxEvent.findMany({
    where: { channels: { has: channel } },
    orderBy: { id: 'asc' },
  })
  return rows.flatMap((row) => project(eventOf(row as unknown as PendingEvent), channel))
}
