import * as z from 'zod/mini'
import { clientId, content, pictureId, sequence, time } from '../fields'

/** The side of a conversation that a person is on. */
export const side = z.enum(['visitor', 'agent'])
export type Side = z.infer<typeof side>

/** What people write. Only agents see notes. */
export const messageKind = z.enum(['message', 'note'])
export type MessageKind = z.infer<typeof messageKind>

/** What a client sends to add a message. */
export const messageDraft = z
  .strictObject({
    clientMessageId: z
      .optional(clientId)
      .check(
        z.describe(
          'Chosen by the client, unique among the sender’s messages in this conversation; makes retries safe.',
        ),
      ),
    content: content.check(
      z.describe('Plain text, up to 4,000 characters. Trimmed, and stripped of control characters.'),
    ),
    kind: z
      .optional(messageKind)
      .check(z.describe('`note`, agents only: never shown to the visitor. Default: `message`.')),
    seenSequence: z.optional(
      sequence.check(
        z.describe(
          'The newest message the agent has seen. Refused if a colleague has replied since; later messages from ' +
            'the visitor still need an answer.',
        ),
      ),
    ),
    close: z
      .optional(z.boolean())
      .check(
        z.describe(
          '`true`, agents only: also closes the conversation, unless the visitor wrote after `seenSequence`.',
        ),
      ),
  })
  .check(
    z.refine(({ kind, close }) => kind !== 'note' || close !== true, {
      path: ['close'],
      message: 'a note cannot close the conversation',
    }),
    z.meta({ id: 'MessageDraft', description: 'What a client sends to add a message.' }),
  )
/** A message to add, with its id assigned, so that it can be retried. */
export type MessageDraft = z.infer<typeof messageDraft> & { clientMessageId: string }

const version = z
  .int()
  .check(z.positive(), z.describe('Grows with each edit and with deletion: the higher one wins.'))

/** What a client sends to edit its own message. */
export const messagePatch = z
  .strictObject({
    content: content.check(z.describe('The new text.')),
    version: version.check(z.describe('The version that the edit is based on. Any other is refused.')),
  })
  .check(z.meta({ id: 'MessagePatch', description: 'What a client sends to edit its own message.' }))
export type MessagePatch = z.infer<typeof messagePatch>

/** The query with which a client deletes its own message. */
export const messageDeletion = z.strictObject({
  version: z
    .pipe(z.string().check(z.regex(/^[0-9]{1,9}$/)), z.pipe(z.transform(Number), z.int().check(z.positive())))
    .check(z.describe('The version to delete. Any other is refused.')),
})
export type MessageDeletion = z.output<typeof messageDeletion>

const place = {
  id: z.string(),
  conversationId: z.string(),
  sequence: z.int().check(z.positive(), z.describe('Position in the viewer’s log: 1, 2, 3 … without gaps.')),
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
    senderName: z.nullable(z.string()).check(z.describe('`null` for a visitor who has given no name.')),
    senderPicture: pictureId,
    content: z.string().check(z.describe('Empty once deleted.')),
    read: z.boolean().check(z.describe('True if the other side has read it. Always true for notes.')),
    version,
    editedAt: z.nullable(time).check(z.describe('When its text was last edited; `null` if never.')),
    deletedAt: z.nullable(time),
  })
  .check(z.meta({ id: 'Message', description: 'A message or a note as every client sees it.' }))
export type Message = z.infer<typeof message>

const changedMessage = {
  messageId: z.string(),
  message: z
    .nullable(message)
    .check(z.describe('The current message. It may have changed again since this event.')),
}

/** What happened in a conversation. Visitors do not see `blocked` and `unblocked`. */
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

/** An event, in its position among the messages. */
export const eventEntry = z
  .object({
    ...place,
    kind: z.literal('event'),
    senderId: z.nullable(z.string()).check(z.describe('Who did it; `null` for the system.')),
    senderSide: z.nullable(side),
    senderName: z.nullable(z.string()),
    event: logEvent,
  })
  .check(z.meta({ id: 'EventEntry', description: 'An event, in its position among the messages.' }))
export type EventEntry = z.infer<typeof eventEntry>

/** An entry of a conversation's log. */
export const logEntry = z.union([message, eventEntry])
export type LogEntry = z.infer<typeof logEntry>
