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

/** What a visitor may say about itself. Nothing here is verified. */
export const visitorDetails = z
  .strictObject({
    name: z.optional(personName),
    email: z.optional(email),
  })
  .check(z.meta({ id: 'VisitorDetails', description: 'What a visitor says about itself.' }))
export type VisitorDetails = z.infer<typeof visitorDetails>

/** As {@link visitorDetails}, where something may be known already. */
export const visitorChanges = z
  .strictObject({
    name: z.optional(z.nullable(personName)),
    email: z.optional(z.nullable(email)),
  })
  .check(
    z.meta({ id: 'VisitorChanges', description: 'What a visitor says about itself. `null` removes it.' }),
  )
export type VisitorChanges = z.infer<typeof visitorChanges>

/** What a client sends to start a conversation. */
export const conversationDraft = z.strictObject({
  clientConversationId: z
    .optional(lowerCaseId)
    .check(
      z.describe(
        'Chosen by the client, unique among the visitor’s conversations; makes a retry harmless. An anonymous caller’s must be a random UUID, version 4 or 7, and is a secret.',
      ),
    ),
  message: z.optional(messageDraft),
  visitor: z.optional(visitorDetails),
  pageUrl: z
    .optional(pageUrl)
    .check(z.describe('The page the visitor is on. Query and fragment are dropped.')),
  referrer: z.optional(pageUrl).check(z.describe('The page that led there.')),
  language: z
    .optional(storableString.check(z.regex(/^[A-Za-z0-9-]{1,35}$/)))
    .check(z.describe("The browser's language, as in BCP 47: `pt-BR`.")),
  timeZone: z
    .optional(storableString.check(z.regex(/^[A-Za-z0-9_+/-]{1,64}$/)))
    .check(z.describe("The browser's zone, as in the IANA database: `Europe/Lisbon`.")),
  openedForMs: z
    .optional(z.int().check(z.nonnegative()))
    .check(
      z.describe(
        'How long the chat has been open, in milliseconds. A newcomer who is too fast is told to wait.',
      ),
    ),
  website: z
    .optional(z.string().check(z.maxLength(MAX_URL_LENGTH)))
    .check(z.describe('A field that people never see. A start that fills it in is refused.')),
})
export type ConversationDraft = z.input<typeof conversationDraft>
/** A {@link ConversationDraft} that can be repeated: what the client left out is settled. */
export type StartConversation = Omit<
  z.output<typeof conversationDraft>,
  'clientConversationId' | 'message'
> & {
  clientConversationId: string
  message?: MessageDraft | undefined
}

/** What may change: agents set the status and settle who needs an answer; either side tells who the visitor is. */
export const conversationPatch = z
  .strictObject({
    status: z.optional(conversationStatus),
    needsAnswer: z
      .optional(z.boolean())
      .check(
        z.describe(
          '`false`: what the visitor wrote needs no answer. `true` takes that back, and with `status: OPEN` what closing settled.',
        ),
      ),
    seenSequence: z
      .optional(sequence)
      .check(
        z.describe(
          'The newest message the agent has seen. When the visitor wrote after it, closing and `needsAnswer: false` are refused.',
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

/** That a visitor may read but not write. */
export const visitorBlock = z
  .object({
    since: time,
    by: z
      .nullable(z.string())
      .check(
        z.describe('The name of the agent who blocked it. `null` for visitors, and when that agent is gone.'),
      ),
  })
  .check(z.meta({ id: 'VisitorBlock', description: 'That a visitor may read but not write.' }))

/** Who a conversation is with. */
export const conversationVisitor = z
  .object({
    id: z.string(),
    name: z.nullable(z.string()),
    email: z.nullable(z.string()),
    isVerified: z.boolean().check(z.describe('Whether their site has vouched for who they are.')),
    emailToldBy: z
      .nullable(side)
      .check(
        z.describe('`visitor`: they left it themselves. `agent`: an agent wrote it down. `null`: not known.'),
      ),
    block: z.nullable(visitorBlock).check(z.describe('`null` for who may write.')),
    revision: z
      .int()
      .check(z.nonnegative(), z.describe('The version of who they are: the higher one holds.')),
  })
  .check(
    z.meta({
      id: 'ConversationVisitor',
      description: 'Who a conversation is with. Only `isVerified` says that this is true.',
    }),
  )

/** Where the visitor wrote from. Only agents see it; what is unknown is `null`. */
export const conversationContext = z
  .object({
    pageUrl: z.nullable(z.string()).check(z.describe('Without query and fragment.')),
    referrer: z.nullable(z.string()),
    language: z.nullable(z.string()),
    timeZone: z.nullable(z.string()),
    browser: z.nullable(z.string()).check(z.describe('In words: Firefox 153 on Windows.')),
  })
  .check(z.meta({ id: 'ConversationContext', description: 'Where the visitor wrote from.' }))

/** The facts of a conversation, as its viewer sees them. */
export const conversation = z
  .object({
    id: z.string(),
    userId: z.string().check(z.describe('The visitor.')),
    siteId: z.string().check(z.describe('The web site that the visitor belongs to.')),
    status: conversationStatus,
    lastSequence: sequence.check(z.describe("The number of the log's newest entry; 0 when there is none.")),
    visitorReadSequence: sequence,
    agentReadSequence: sequence,
    revision: z
      .int()
      .check(
        z.nonnegative(),
        z.describe('The version of all of this: grows with every change, and the higher one holds.'),
      ),
    lastActivityAt: time,
    waitingSince: z
      .nullable(time)
      .check(
        z.describe(
          'When the visitor wrote the first message that still needs an answer; `null` for none, and for visitors.',
        ),
      ),
    createdAt: time,
    updatedAt: time,
    visitor: conversationVisitor,
    context: z.nullable(conversationContext).check(z.describe('`null` for visitors.')),
    lastMessage: z.nullable(message).check(z.describe('The newest message; for agents also a note.')),
    unreadCount: z
      .int()
      .check(z.nonnegative(), z.describe("Messages of the other side beyond the viewer's read position.")),
  })
  .check(
    z.meta({ id: 'ConversationFacts', description: 'The facts of a conversation, as its viewer sees them.' }),
  )
export type Conversation = z.infer<typeof conversation>

/** A conversation in an answer of the API: with what the caller may do. What many hear at once carries facts alone. */
export const ableConversation = z
  .object({
    ...conversation.shape,
    abilities: z
      .array(z.enum(conversationActions))
      .check(z.describe('What the caller may do with it and its visitor.')),
  })
  .check(z.meta({ id: 'Conversation', description: 'A conversation as its viewer sees it.' }))
export type AbleConversation = z.infer<typeof ableConversation>

/** An answer as our own client holds it: it asks `policy.ts` what may be done, and so keeps facts alone. */
type Held<Answer> = Answer extends AbleConversation
  ? Conversation
  : Answer extends object
    ? { [Key in keyof Answer]: Held<Answer[Key]> }
    : Answer

const epoch = z
  .string()
  .check(
    z.describe('Names the history of this database. A restored backup has another: forget what you hold.'),
  )

/** A page of the viewer's conversations, in the order that was asked for. */
export const conversationPage = z.object({
  ...pageOf(ableConversation),
  unreadTotal: z
    .int()
    .check(z.nonnegative(), z.describe('Conversations with something unread, over all pages and filters.')),
  needsAnswerTotal: z
    .int()
    .check(
      z.nonnegative(),
      z.describe('Conversations that need an answer, over all pages and filters; 0 for visitors.'),
    ),
  siteTotals: z
    .record(z.string(), siteTotals)
    .check(z.describe('Both totals for each site by its id, where they are not 0; empty for visitors.')),
  epoch,
})
export type ConversationPage = Held<z.infer<typeof conversationPage>>

/** One conversation with a page of its log, oldest first. */
export const conversationSnapshot = z.object({
  conversation: ableConversation,
  messages: z.object(pageOf(logEntry)),
  pages: z
    .optional(z.array(visitedPage))
    .check(z.describe('For agents: the pages that the visitor was on last, newest first.')),
  trackedEvents: z
    .optional(z.array(trackedEvent))
    .check(z.describe('For agents: what the visitor’s pages told last, newest first.')),
  resync: z
    .boolean()
    .check(
      z.describe('True when the caller asked beyond the last message: what it holds of that does not exist.'),
    ),
  epoch,
})
export type ConversationSnapshot = Held<z.infer<typeof conversationSnapshot>>

/** The answer to a started conversation. */
export const startedConversation = z.object({
  conversationId: z.string(),
  conversation: ableConversation,
  credential: z
    .optional(z.string())
    .check(z.describe('Where a cookie was not wanted: what the next requests say as `Porchlight-Visitor`.')),
})
export type StartedConversation = Held<z.infer<typeof startedConversation>>

/** The answer to a posted message. */
export const postedMessage = z.object({
  message,
  conversation: z
    .optional(ableConversation)
    .check(z.describe('With `close: true`: the conversation as it is now.')),
})
export type PostedMessage = Held<z.infer<typeof postedMessage>>

/** The answer to a changed or deleted message. */
export const changedMessage = z.object({ message })
export type ChangedMessage = z.infer<typeof changedMessage>

/** The answer to a changed conversation. */
export const changedConversation = z.object({ conversation: ableConversation })

/** The answer to a moved read position. */
export const movedReadPosition = z.object({ conversationId: z.string(), side, sequence })
export type ReadPosition = z.infer<typeof movedReadPosition>
