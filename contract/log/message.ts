import * as z from 'zod/mini'
import { clientId, content, pictureId, sequence, time } from '../fields'

/** Which side of a conversation someone is on. */
export const side = z.enum(['visitor', 'agent'])
export type Side = z.infer<typeof side>

/** What people write. A note is for agents alone. */
export const messageKind = z.enum(['message', 'note'])
export type MessageKind = z.infer<typeof messageKind>

/** What a client sends to add a message. */
export const messageDraft = z
  .strictObject({
    clientMessageId: z
      .optional(clientId)
      .check(
        z.describe("Chosen by the client, unique among the sender's messages here; makes a retry harmless."),
      ),
    content: content.check(
      z.describe('Plain text, up to 4,000 characters. Kept as it is but for control characters.'),
    ),
    kind: z
      .optional(messageKind)
      .check(
        z.describe('`note`, agents only: the visitor never learns of it. `message` unless said otherwise.'),
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
  .check(
    z.refine(({ kind, close }) => kind !== 'note' || close !== true, {
      path: ['close'],
      message: 'a note closes nothing',
    }),
    z.meta({ id: 'MessageDraft', description: 'What a client sends to add a message.' }),
  )
/** A message to add that can be repeated: an id is chosen for it. */
export type MessageDraft = z.infer<typeof messageDraft> & { clientMessageId: string }

const version = z
  .int()
  .check(z.positive(), z.describe('Grows with each edit and with the deletion: the higher holds.'))

/** What a client sends to change its own message. */
export const messagePatch = z
  .strictObject({
    content: content.check(z.describe('The new text.')),
    version: version.check(z.describe('The version that was changed. Another one is refused.')),
  })
  .check(z.meta({ id: 'MessagePatch', description: 'What a client sends to change its own message.' }))
export type MessagePatch = z.infer<typeof messagePatch>

/** The query with which a client deletes its own message. */
export const messageDeletion = z.strictObject({
  version: z
    .pipe(z.string().check(z.regex(/^[0-9]{1,9}$/)), z.pipe(z.transform(Number), z.int().check(z.positive())))
    .check(z.describe('The version that is to be deleted. Another one is refused.')),
})
export type MessageDeletion = z.output<typeof messageDeletion>

const place = {
  id: z.string(),
  conversationId: z.string(),
  sequence: z.int().check(z.positive(), z.describe('Place in the viewer’s log: 1, 2, 3 … without gaps.')),
  createdAt: time,
}

/** A message or a note as every client sees it. */
export const message = z
  .object({
    ...place,
    kind: messageKind,
    clientMessageId: z.string(),
    senderId: z.string(),
    senderSide: side,
    senderName: z.nullable(z.string()).check(z.describe('`null` for a visitor who has not told a name.')),
    senderPicture: pictureId,
    content: z.string().check(z.describe('Empty once it is deleted.')),
    read: z
      .boolean()
      .check(z.describe('True when the other side has read it, and for what needs no reading.')),
    version,
    editedAt: z.nullable(time).check(z.describe('When its text was last changed, `null` for never.')),
    deletedAt: z.nullable(time),
  })
  .check(z.meta({ id: 'Message', description: 'A message or a note as every client sees it.' }))
export type Message = z.infer<typeof message>

const changedMessage = {
  messageId: z.string(),
  message: z
    .nullable(message)
    .check(z.describe('The message as it is now. It may have been changed again since.')),
}

/** What happened in a conversation. Visitors are not told of `blocked` and `unblocked`. */
export const logEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('closed') }),
    z.object({ type: z.literal('reopened') }),
    z.object({ type: z.literal('blocked') }),
    z.object({ type: z.literal('unblocked') }),
    z.object({ type: z.literal('message_edited'), ...changedMessage }),
    z.object({ type: z.literal('message_deleted'), ...changedMessage }),
  ])
  .check(z.meta({ id: 'LogEvent', description: 'What happened in a conversation.' }))
export type LogEvent = z.infer<typeof logEvent>

/** Something that happened, in its place among the messages. */
export const eventEntry = z
  .object({
    ...place,
    kind: z.literal('event'),
    senderId: z.nullable(z.string()).check(z.describe('Who did it; `null` for the system.')),
    senderSide: z.nullable(side),
    senderName: z.nullable(z.string()),
    event: logEvent,
  })
  .check(
    z.meta({ id: 'EventEntry', description: 'Something that happened, in its place among the messages.' }),
  )
export type EventEntry = z.infer<typeof eventEntry>

/** An entry of a conversation's log. */
export const logEntry = z.union([message, eventEntry])
export type LogEntry = z.infer<typeof logEntry>
