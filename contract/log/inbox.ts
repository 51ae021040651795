import * as z from 'zod/mini'
import { sequence, time } from '../fields'
import { conversationStatus, visitorBlock } from './conversation'
import { messageKind, side } from './message'

/** So much of a message a list shows, in Unicode code points. */
export const PREVIEW_LENGTH = 240

const revision = z.int().check(z.nonnegative())
const count = z.int().check(z.nonnegative())

/** The newest message or note of a conversation, as a list shows it. */
export const inboxPreview = z.object({
  messageId: z.string(),
  version: z.int(),
  kind: messageKind,
  side,
  senderId: z.string(),
  senderName: z.nullable(z.string()),
  /** Its beginning. Empty once it is deleted. */
  text: z.string(),
  createdAt: time,
  deletedAt: z.nullable(time),
})
export type InboxPreview = z.infer<typeof inboxPreview>

/** A conversation in the agents' list. The same for all of them, so one message serves every desk; the higher `revision` holds. */
export const inboxRow = z.object({
  id: z.string(),
  siteId: z.string(),
  revision,
  visitorId: z.string(),
  status: conversationStatus,
  waitingSince: z.nullable(time),
  createdAt: time,
  lastActivityAt: time,
  lastSequence: sequence,
  agentReadSequence: sequence,
  visitorReadSequence: sequence,
  unreadCount: count,
  preview: z.nullable(inboxPreview),
})
export type InboxRow = z.infer<typeof inboxRow>

/** Who a conversation in the list is with. The higher `revision` holds. */
export const inboxVisitor = z.object({
  id: z.string(),
  revision,
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  isVerified: z.boolean(),
  emailToldBy: z.nullable(side),
  block: z.nullable(visitorBlock),
})
export type InboxVisitor = z.infer<typeof inboxVisitor>
