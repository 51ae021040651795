import * as z from 'zod/mini'
import { email, lowerCaseId, pageUrl, personName, sequence, storableString, time } from '../fields'
import { pageOf } from '../http/page'
import { MAX_URL_LENGTH } from '../limits'
import { conversationActions } from '../policy'
import { trackedEvent } from '../sites/tracked-event'
import { visitedPage } from '../sites/visited-page'
import { logEntry, type MessageDraft, message, messageDraft, side } from './message'
import { siteTotals } from './totals'

export const conversationStatus = z.enum(['OPEN', 'CLOSED'])
export type ConversationStatus = z.infer<typeof conversationStatus>

/** What visitors may say about themselves. Nothing here is verified. */
export const visitorDetails = z
  .strictObject({
    name: z.optional(personName),
    email: z.optional(email),
  })
  .check(z.meta({ id: 'VisitorDetails', description: 'What visitors say about themselves.' }))
export type VisitorDetails = z.infer<typeof visitorDetails>

/** Like {@link visitorDetails}, for a visitor whose details may be known already. */
export const visitorChanges = z
  .strictObject({
    name: z.optional(z.nullable(personName)),
    email: z.optional(z.nullable(email)),
  })
  .check(
    z.meta({
      id: 'VisitorChanges',
      description: 'What visitors say about themselves. `null` removes a value.',
    }),
  )
export type VisitorChanges = z.infer<typeof visitorChanges>

/** What a client sends to start a conversation. */
export const conversationDraft = z.strictObject({
  clientConversationId: z
    .optional(lowerCaseId)
    .check(
      z.describe(
        'Chosen by the client, unique among the visitor’s conversations; makes retries safe. Anonymous callers ' +
          'must send a random UUID (version 4 or 7) and keep it secret.',
      ),
    ),
  message: z.optional(messageDraft),
  visitor: z.optional(visitorDetails),
  pageUrl: z
    .optional(pageUrl)
    .check(z.describe('The visitor’s current page. Query and fragment are dropped.')),
  referrer: z.optional(pageUrl).check(z.describe('The page that led there.')),
  language: z
    .optional(storableString.check(z.regex(/^[A-Za-z0-9-]{1,35}$/)))
    .check(z.describe('The browser’s language as a BCP 47 tag: `pt-BR`.')),
  timeZone: z
    .optional(storableString.check(z.regex(/^[A-Za-z0-9_+/-]{1,64}$/)))
    .check(z.describe('The browser’s IANA time zone: `Europe/Lisbon`.')),
  openedForMs: z
    .optional(z.int().check(z.nonnegative()))
    .check(
      z.describe(
        'How long the chat has been open, in milliseconds. New visitors who write too soon get `too_fast`.',
      ),
    ),
  website: z
    .optional(z.string().check(z.maxLength(MAX_URL_LENGTH)))
    .check(z.describe('A honeypot field that people never see. Requests that fill it in are refused.')),
})
export type ConversationDraft = z.input<typeof conversationDraft>
/** A {@link ConversationDraft} with all ids assigned, so that it can be retried. */
export type StartConversation = Omit<
  z.output<typeof conversationDraft>,
  'clientConversationId' | 'message'
> & {
  clientConversationId: string
  message?: MessageDraft | undefined
}

/** What may change: agents set the status and whether an answer is needed; both sides may edit the visitor's details. */
export const conversationPatch = z
  .strictObject({
    status: z.optional(conversationStatus),
    needsAnswer: z
      .optional(z.boolean())
      .check(
        z.describe(
          '`false` marks the visitor’s messages as needing no answer. `true` undoes that; with `status: OPEN`, it ' +
            'also undoes closing.',
        ),
      ),
    seenSequence: z
      .optional(sequence)
      .check(
        z.describe(
          'The newest message the agent has seen. If the visitor has written since, closing and `needsAnswer: false` are refused.',
        ),
      ),
    visitor: z.optional(visitorChanges),
  })
  .check(
    z.refine(
      ({ status, needsAnswer, visitor }) => (status ?? needsAnswer ?? visitor) !== undefined,
      'nothing to change',
    ),
    z.refine(({ status, needsAnswer }) => status !== 'CLOSED' || needsAnswer !== true, {
      path: ['needsAnswer'],
      message: 'a closed conversation needs no answer',
    }),
  )
export type ConversationPatch = z.infer<typeof conversationPatch>

/** How far a viewer has read. */
export const readPosition = z.strictObject({ sequence })

/** Marks a visitor who may read but not write. */
export const visitorBlock = z
  .object({
    since: time,
    by: z
      .nullable(z.string())
      .check(
        z.describe(
          'The name of the agent who blocked them. `null` for visitors, and once that agent’s account is deleted.',
        ),
      ),
  })
  .check(z.meta({ id: 'VisitorBlock', description: 'Marks a visitor who may read but not write.' }))

/** Who a conversation is with. */
export const conversationVisitor = z
  .object({
    id: z.string(),
    name: z.nullable(z.string()),
    email: z.nullable(z.string()),
    isVerified: z.boolean().check(z.describe('Whether their site has vouched for their identity.')),
    emailToldBy: z
      .nullable(side)
      .check(
        z.describe('`visitor`: they gave it themselves. `agent`: an agent entered it. `null`: unknown.'),
      ),
    block: z.nullable(visitorBlock).check(z.describe('`null` if they may write.')),
    revision: z.int().check(z.nonnegative(), z.describe('Version of these details: the higher one wins.')),
  })
  .check(
    z.meta({
      id: 'ConversationVisitor',
      description: 'Who a conversation is with. Unverified unless `isVerified`.',
    }),
  )

/** Where the visitor wrote from. Only agents see it; unknown values are `null`. */
export const conversationContext = z
  .object({
    pageUrl: z.nullable(z.string()).check(z.describe('Without query and fragment.')),
    referrer: z.nullable(z.string()),
    language: z.nullable(z.string()),
    timeZone: z.nullable(z.string()),
    browser: z.nullable(z.string()).check(z.describe('In words: `Firefox 153 on Windows`.')),
  })
  .check(z.meta({ id: 'ConversationContext', description: 'Where the visitor wrote from.' }))

/** The facts of a conversation, as its viewer sees them. */
export const conversation = z
  .object({
    id: z.string(),
    userId: z.string().check(z.describe('The visitor.')),
    siteId: z.string().check(z.describe('The web site that the visitor belongs to.')),
    status: conversationStatus,
    lastSequence: sequence.check(z.describe('The number of the newest log entry; 0 if there is none.')),
    visitorReadSequence: sequence,
    agentReadSequence: sequence,
    revision: z
      .int()
      .check(
        z.nonnegative(),
        z.describe('Version of the conversation: grows with every change; the higher one wins.'),
      ),
    lastActivityAt: time,
    waitingSince: z
      .nullable(time)
      .check(
        z.describe(
          'When the visitor wrote the first message that still needs an answer; `null` if none does, and for visitors.',
        ),
      ),
    createdAt: time,
    updatedAt: time,
    visitor: conversationVisitor,
    context: z.nullable(conversationContext).check(z.describe('`null` for visitors.')),
    lastMessage: z.nullable(message).check(z.describe('The newest message; for agents, possibly a note.')),
    unreadCount: z
      .int()
      .check(z.nonnegative(), z.describe('Messages from the other side beyond the viewer’s read position.')),
  })
  .check(
    z.meta({ id: 'ConversationFacts', description: 'The facts of a conversation, as its viewer sees them.' }),
  )
export type Conversation = z.infer<typeof conversation>

/** A conversation in an API response, with what the caller may do. Broadcast events carry only the facts. */
export const ableConversation = z
  .object({
    ...conversation.shape,
    abilities: z
      .array(z.enum(conversationActions))
      .check(z.describe('What the caller may do with it and its visitor.')),
  })
  .check(z.meta({ id: 'Conversation', description: 'A conversation as its viewer sees it.' }))
export type AbleConversation = z.infer<typeof ableConversation>

/** A response as our own client keeps it: without abilities, which it derives from `policy.ts`. */
type Held<Answer> = Answer extends AbleConversation
  ? Conversation
  : Answer extends object
    ? { [Key in keyof Answer]: Held<Answer[Key]> }
    : Answer

const epoch = z
  .string()
  .check(
    z.describe(
      'Identifies this database’s history. It changes when a backup is restored: discard cached data then.',
    ),
  )

/** A page of the viewer's conversations, in the requested order. */
export const conversationPage = z.object({
  ...pageOf(ableConversation),
  unreadTotal: z
    .int()
    .check(
      z.nonnegative(),
      z.describe('Conversations with unread messages, regardless of page and filters.'),
    ),
  needsAnswerTotal: z
    .int()
    .check(
      z.nonnegative(),
      z.describe('Conversations that need an answer, regardless of page and filters; 0 for visitors.'),
    ),
  siteTotals: z
    .record(z.string(), siteTotals)
    .check(z.describe('Both totals by site id, omitting sites where both are 0; empty for visitors.')),
  epoch,
})
export type ConversationPage = Held<z.infer<typeof conversationPage>>

/** One conversation with a page of its log, oldest first. */
export const conversationSnapshot = z.object({
  conversation: ableConversation,
  messages: z.object(pageOf(logEntry)),
  pages: z
    .optional(z.array(visitedPage))
    .check(z.describe('For agents: the visitor’s latest pages, newest first.')),
  trackedEvents: z
    .optional(z.array(trackedEvent))
    .check(z.describe('For agents: the latest events tracked on the visitor’s pages, newest first.')),
  resync: z
    .boolean()
    .check(z.describe('True if the caller asked beyond the newest message: discard any messages beyond it.')),
  epoch,
})
export type ConversationSnapshot = Held<z.infer<typeof conversationSnapshot>>

/** The response to a started conversation. */
export const startedConversation = z.object({
  conversationId: z.string(),
  conversation: ableConversation,
  credential: z
    .optional(z.string())
    .check(
      z.describe('If requested instead of a cookie: send it as `Porchlight-Visitor` with further requests.'),
    ),
})
export type StartedConversation = Held<z.infer<typeof startedConversation>>

/** The response to a posted message. */
export const postedMessage = z.object({
  message,
  conversation: z
    .optional(ableConversation)
    .check(z.describe('With `close: true`: the conversation as it is now.')),
})
export type PostedMessage = Held<z.infer<typeof postedMessage>>

/** The response to an edited or deleted message. */
export const changedMessage = z.object({ message })
export type ChangedMessage = z.infer<typeof changedMessage>

/** The response to a changed conversation. */
export const changedConversation = z.object({ conversation: ableConversation })

/** The response to a moved read position. */
export const movedReadPosition = z.object({ conversationId: z.string(), side, sequence })
export type ReadPosition = z.infer<typeof movedReadPosition>
