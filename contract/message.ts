import * as z from 'zod/mini'
import { clientId, content, sequence, time } from './fields'

/** Which side of a conversation someone is on. */
export const side = z.enum(['visitor', 'agent'])
export type Side = z.infer<typeof side>

/** What a client sends to add a message. */
export const messageDraft = z
  .strictObject({
    clientMessageId: clientId.check(
      z.describe("Chosen by the client, unique among the sender's messages here; makes a retry harmless."),
    ),
    content: content.check(
      z.describe('Plain text, up to 4,000 characters. Kept as it is but for control characters.'),
    ),
    seenSequence: z.optional(
      sequence.check(
        z.describe(
          'The newest message the agent has seen. Refused when a colleague replied after it; a visitor’s message after it stays unanswered.',
        ),
      ),
    ),
    close: z
      .optional(z.boolean())
      .check(
        z.describe(
          '`true`, agents only: closes the conversation once this is stored, unless the visitor wrote after `seenSequence`.',
        ),
      ),
  })
  .check(z.meta({ id: 'MessageDraft', description: 'What a client sends to add a message.' }))
export type MessageDraft = z.infer<typeof messageDraft>

/** A message as every client sees it. */
export const message = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    sequence: z.int().check(z.positive(), z.describe('Place in the conversation: 1, 2, 3 … without gaps.')),
    clientMessageId: z.string(),
    senderId: z.string(),
    senderSide: side,
    senderName: z.nullable(z.string()).check(z.describe('`null` for a visitor who has not told a name.')),
    content: z.string(),
    read: z.boolean().check(z.describe('True when the other side has read it.')),
    createdAt: time,
  })
  .check(z.meta({ id: 'Message', description: 'A message as every client sees it.' }))
export type Message = z.infer<typeof message>
