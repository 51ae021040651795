import * as z from 'zod/mini'
import { sequence, time } from '../fields'
import { conversationContext, conversationStatus, visitorBlock } from '../log/conversation'
import { side } from '../log/message'
import { exportedEvent } from '../sites/tracked-event'

const count = z.int().check(z.nonnegative())

/** The response to an erasure: how much was deleted. */
export const erasedVisitor = z.object({ visitorId: z.string(), conversations: count, messages: count })
export type ErasedVisitor = z.infer<typeof erasedVisitor>

/** The response to blocking and unblocking: the current state. */
export const visitorAccess = z.object({ visitorId: z.string(), block: z.nullable(visitorBlock) })
export type VisitorAccess = z.infer<typeof visitorAccess>

const exportedMessage = z
  .object({
    id: z.string(),
    sequence,
    side,
    author: z.nullable(z.string()).check(z.describe('The author’s display name; `null` if they have none.')),
    content: z.string().check(z.describe('Empty once deleted.')),
    read: z.boolean().check(z.describe('True if the other side has read it.')),
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
      .check(z.describe('Since when the visitor has been waiting for an answer; `null` if they are not.')),
    visitorReadSequence: sequence.check(z.describe('How far the visitor has read.')),
    agentReadSequence: sequence.check(z.describe('How far the team has read.')),
    context: conversationContext,
    messages: z
      .array(exportedMessage)
      .check(z.describe('The messages of both sides, oldest first. Events take sequence numbers too.')),
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
        .check(z.describe('The site’s id for the visitor; `null` if it never vouched for them.')),
      emailToldBy: z.nullable(side).check(z.describe('Whether the visitor or an agent entered the address.')),
      blockedAt: z
        .nullable(time)
        .check(z.describe('Since when they have been blocked; `null` if they are not.')),
      createdAt: time,
      updatedAt: time,
    }),
    sessions: z
      .array(z.object({ createdAt: time, lastUsedAt: time, expiresAt: time }))
      .check(z.describe('The visitor’s sessions, without their tokens.')),
    pages: z
      .array(z.object({ address: z.string(), title: z.nullable(z.string()), visitedAt: time }))
      .check(z.describe('The visitor’s latest pages, newest first.')),
    trackedEvents: z
      .array(exportedEvent)
      .check(z.describe('The latest events tracked on the visitor’s pages, newest first.')),
    conversations: z.array(exportedConversation),
  })
  .check(z.meta({ id: 'ExportedVisitor', description: 'Everything stored about a visitor.' }))
export type ExportedVisitor = z.infer<typeof exportedVisitor>

/** Everything stored about a visitor, with a checksum. */
export const visitorExport = z.object({
  data: exportedVisitor,
  sha256: z.string().check(z.describe('The hexadecimal SHA-256 of `data` as serialized in the file.')),
})
export type VisitorExport = z.infer<typeof visitorExport>
