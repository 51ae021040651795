import * as z from 'zod/mini'
import { conversationStatus } from './conversation'
import { sequence } from './fields'
import { message, side } from './message'

/*
 * Facts that the server publishes. Each can be applied twice and in any order: messages by `sequence`, read positions
 * only grow, and of two updates the one with the higher `revision` holds.
 */

const messagePosted = z.object({ name: z.literal('message.posted'), data: z.object({ message }) })

const conversationRead = z.object({
  name: z.literal('conversation.read'),
  data: z.object({ conversationId: z.string(), side, sequence }),
})

const conversationUpdated = z.object({
  name: z.literal('conversation.updated'),
  data: z.object({
    conversationId: z.string(),
    revision: z.int(),
    status: conversationStatus,
    visitor: z.object({ name: z.nullable(z.string()), email: z.nullable(z.string()) }),
  }),
})

/** What a conversation's channel carries. */
export const conversationEvent = z.discriminatedUnion('name', [
  messagePosted,
  conversationRead,
  conversationUpdated,
])
export type ConversationEvent = z.infer<typeof conversationEvent>

/** What the inbox's channel carries: this conversation changed, look again. */
export const inboxEvent = z.object({
  name: z.literal('conversation.changed'),
  data: z.object({ conversationId: z.string(), lastSequence: sequence }),
})
export type InboxEvent = z.infer<typeof inboxEvent>

export type SupportEvent = ConversationEvent | InboxEvent

/** What people publish to a conversation's live channel. The payload is ignored; the sender is who the service says. */
export const TYPING_STARTED = 'typing.started'
export const TYPING_STOPPED = 'typing.stopped'
