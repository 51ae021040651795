import * as z from 'zod/mini'
import { clientId, email, pageUrl, personName, sequence, storableString } from './fields'
import { type Message, messageDraft, type Side } from './message'
import type { Page } from './page'

export const conversationStatus = z.enum(['OPEN', 'CLOSED'])
export type ConversationStatus = z.infer<typeof conversationStatus>

/** What a visitor may say about itself. Nothing here is verified. */
export const visitorDetails = z.strictObject({
  name: z.optional(personName),
  email: z.optional(email),
})
export type VisitorDetails = z.infer<typeof visitorDetails>

/** What a client sends to start a conversation. */
export const conversationDraft = z.strictObject({
  /** Chosen by the client; makes a retry harmless. Must not be guessable: use a random UUID. */
  clientConversationId: clientId,
  message: z.optional(messageDraft),
  visitor: z.optional(visitorDetails),
  /** The page the visitor is on. */
  pageUrl: z.optional(pageUrl),
  /** The page that led there. */
  referrer: z.optional(pageUrl),
  /** The browser's language, as in BCP 47: `pt-BR`. */
  language: z.optional(storableString.check(z.regex(/^[A-Za-z0-9-]{1,35}$/))),
  /** The browser's zone, as in the IANA database: `Europe/Lisbon`. */
  timeZone: z.optional(storableString.check(z.regex(/^[A-Za-z0-9_+/-]{1,64}$/))),
})
export type ConversationDraft = z.input<typeof conversationDraft>
export type StartConversation = z.output<typeof conversationDraft>

/** What may change: agents set the status, a visitor tells about itself. */
export const conversationPatch = z
  .strictObject({ status: z.optional(conversationStatus), visitor: z.optional(visitorDetails) })
  .check(z.refine((patch) => patch.status !== undefined || patch.visitor !== undefined, 'nothing to change'))
export type ConversationPatch = z.infer<typeof conversationPatch>

/** How far a viewer has read. */
export const readPosition = z.strictObject({ sequence })

/** Who a conversation is with, and where from. */
export type ConversationVisitor = {
  id: string
  name: string | null
  email: string | null
}

/** Where the visitor wrote from. Only agents see it; what is unknown is `null`. */
export type ConversationContext = {
  pageUrl: string | null
  referrer: string | null
  language: string | null
  timeZone: string | null
  browser: string | null
}

/** A conversation as its viewer sees it. */
export type Conversation = {
  id: string
  userId: string
  status: ConversationStatus
  /** The newest message's number; 0 when there is none. */
  lastSequence: number
  visitorReadSequence: number
  agentReadSequence: number
  /** Grows with every change of status or visitor. */
  revision: number
  lastActivityAt: string
  createdAt: string
  updatedAt: string
  visitor: ConversationVisitor
  /** `null` for visitors. */
  context: ConversationContext | null
  lastMessage: Message | null
  /** Messages of the other side beyond the viewer's read position, counted when asked. */
  unreadCount: number
}

/** A page of the viewer's conversations, newest activity first. */
export type ConversationPage = Page<Conversation> & {
  /** Conversations with something unread, over all pages and filters. */
  unreadTotal: number
}

/** One conversation with a page of its messages, oldest first. */
export type ConversationSnapshot = {
  conversation: Conversation
  messages: Page<Message>
  /** True when the caller asked for messages beyond the last one: what it holds of them does not exist. */
  resync: boolean
}

/** The answer to a started conversation. */
export type StartedConversation = {
  conversationId: string
  conversation: Conversation
}

/** The answer to a moved read position. */
export type ReadPosition = { conversationId: string; side: Side; sequence: number }
