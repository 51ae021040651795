import * as z from 'zod/mini'
import { sequence, time } from '../fields'
import { conversationContext, conversationStatus, visitorBlock } from '../log/conversation'
import { side } from '../log/message'
import { exportedEvent } from '../sites/tracked-event'

const count = z.int().check(z.nonnegative())

/** The answer to an erasure: how much is gone. */
export const erasedVisitor = z.object({ visitorId: z.string(), conversations: count, messages: count })
export type ErasedVisitor = z.infer<typeof erasedVisitor>

/** The answer to blocking and unblocking: what holds now. */
export const visitorAccess = z.object({ visitorId: z.string(), block: z.nullable(visitorBlock) })
export type VisitorAccess = z.infer<typeof visitorAccess>

const exportedMessage = z
  .object({
    id: z.string(),
    sequence,
    side,
    author: z.nullable(z.string()).check(z.describe('The name its author shows, `null` for none.')),
    content: z.string().check(z.describe('Empty once it is deleted.')),
    read: z.boolean().check(z.describe('True when the other side has read it.')),
    createdAt: time,
    editedAt: z.nullable(time),
    deletedAt: z.nullable(time),
  })
  .check(z.meta({ id: 'ExportedMessage', description: 'A message in an export.' }))
export type ExportedMessage = z.infer<typeof exportedMessage>

const exportedConversation = z
  .object({
    id: z.string(),
    status: conversationStatus,
    createdAt: time,
    lastActivityAt: time,
    waitingSince: z
      .nullable(time)
      .check(z.describe('Since when the visitor waits for an answer, `null` when it does not.')),
    visitorReadSequence: sequence.check(z.describe('How far the visitor has read.')),
    agentReadSequence: sequence.check(z.describe('How far the team has read.')),
    context: conversationContext,
    messages: z
      .array(exportedMessage)
      .check(z.describe('What both sides wrote to each other, oldest first. Events take numbers, too.')),
  })
  .check(z.meta({ id: 'ExportedConversation', description: 'A conversation in an export.' }))
export type ExportedConversation = z.infer<typeof exportedConversation>

const exportedVisitor = z
  .object({
    format: z.literal('porchlight-visitor-1'),
    exportedAt: time,
    visitor: z.object({
      id: z.string(),
      name: z.nullable(z.string()),
      email: z.nullable(z.string()),
      emailVerified: z.boolean().check(z.describe('Whether the site vouched for the address.')),
      externalId: z
        .nullable(z.string())
        .check(z.describe('How the site calls the visitor, `null` when it never vouched for them.')),
      emailToldBy: z.nullable(side).check(z.describe('Whether the visitor or an agent wrote it down.')),
      blockedAt: z.nullable(time).check(z.describe('Since when it may not write, `null` when it may.')),
      createdAt: time,
      updatedAt: time,
    }),
    sessions: z
      .array(z.object({ createdAt: time, lastUsedAt: time, expiresAt: time }))
      .check(z.describe('The browsers that are this visitor, without what lets them prove it.')),
    pages: z
      .array(z.object({ address: z.string(), title: z.nullable(z.string()), visitedAt: time }))
      .check(z.describe('The pages that the visitor was on last, newest first.')),
    trackedEvents: z
      .array(exportedEvent)
      .check(z.describe('What the visitor’s pages told last, newest first.')),
    conversations: z.array(exportedConversation),
  })
  .check(z.meta({ id: 'ExportedVisitor', description: 'Everything stored of one visitor.' }))
export type ExportedVisitor = z.infer<typeof exportedVisitor>

/** Everything stored of one visitor, with what tells whether a copy is the same. */
export const visitorExport = z.object({
  data: exportedVisitor,
  sha256: z.string().check(z.describe('The hexadecimal SHA-256 of `data` as it stands in the file.')),
})
export type VisitorExport = z.infer<typeof visitorExport>
