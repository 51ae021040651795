import * as z from 'zod/mini'
import { clientId, content } from './fields'

/** Which side of a conversation someone is on. */
export const side = z.enum(['visitor', 'agent'])
export type Side = z.infer<typeof side>

/** What a client sends to add a message. */
export const messageDraft = z.strictObject({
  /** Chosen by the client, unique among the sender's messages here; makes a retry harmless. */
  clientMessageId: clientId,
  content,
})
export type MessageDraft = z.infer<typeof messageDraft>

/** A message as every client sees it. */
export const message = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Place in the conversation: 1, 2, 3 … without gaps. */
  sequence: z.int().check(z.positive()),
  clientMessageId: z.string(),
  senderId: z.string(),
  senderSide: side,
  /** `null` for a visitor who has not told a name. */
  senderName: z.nullable(z.string()),
  content: z.string(),
  /** True when the other side has read it. */
  read: z.boolean(),
  /** RFC 3339, in UTC. */
  createdAt: z.string(),
})
export type Message = z.infer<typeof message>

/** The answer to a posted message. */
export type PostedMessage = { message: Message }
