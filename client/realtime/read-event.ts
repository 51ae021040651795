import type { ConversationEvent, InboxEvent } from '@/contract/log/events'

/** What the SDK hands over. */
type Message = { name?: string | undefined; data?: unknown }

let schemas: typeof import('@/contract/log/events') | null = null

/** Loads what tells events from other messages. Events come through a connection alone, and none is made before this has resolved. */
export async function loadEvents(): Promise<void> {
  schemas ??= await import('@/contract/log/events')
}

/** The event that came on a conversation's channel; `null` where this page does not know it, as from a newer server. */
export function readConversationEvent({ name, data }: Message): ConversationEvent | null {
  return schemas?.conversationEvent.safeParse({ name, data }).data ?? null
}

/** The event that came on an inbox's channel, likewise. */
export function readInboxEvent({ name, data }: Message): InboxEvent | null {
  return schemas?.inboxEvent.safeParse({ name, data }).data ?? null
}

/** What came on a status channel: whether an agent is there. `null` where this page does not know the message. */
export function readAvailability({ name, data }: Message): boolean | null {
  return schemas?.availabilityChanged.safeParse({ name, data }).data?.data.online ?? null
}
