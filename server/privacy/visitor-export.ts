import { createHash } from 'node:crypto'
import type { Message } from '@/contract/log/message'
import type { ExportedConversation, ExportedMessage, ExportedVisitor } from '@/contract/visitors/visitor'
import { recordAudit } from '@/server/audit/record'
import { db, transact } from '@/server/database/db'
import { presentSide } from '@/server/database/side'
import { SupportError } from '@/server/errors'
import { listEntries } from '@/server/log/page'
import { logOf } from '@/server/log/views'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { presentTrackedEvent } from '@/server/visitors/tracked-events'
import type {
  Conversation,
  TrackedEvent,
  User,
  VisitedPage,
  VisitorSession,
} from '../../generated/prisma/client'

type StoredVisitor = User & {
  visitorSessions: VisitorSession[]
  visitedPages: VisitedPage[]
  trackedEvents: TrackedEvent[]
  conversations: Conversation[]
}

const PAGE_SIZE = 500

/**
 * Everything stored of a visitor as the text of a `VisitorExport`, in pieces: however much there is, only a page of
 * it is held at a time. Ends with an error when the visitor is erased meanwhile, so half of it is never taken for all.
 *
 * @throws SupportError `forbidden` for everyone but admins, `not_found` for who is no visitor
 */
export async function exportVisitor(viewer: Viewer, visitorId: string): Promise<AsyncIterable<string>> {
  requireCan(viewer, 'export_visitor')
  const visitor = await db.user.findUnique({
    where: { id: visitorId, role: 'VISITOR' },
    include: {
      visitorSessions: { orderBy: { id: 'asc' } },
      visitedPages: { orderBy: { id: 'desc' } },
      trackedEvents: { orderBy: { id: 'desc' } },
      conversations: { orderBy: { id: 'asc' } },
    },
  })
  if (visitor === null) throw new SupportError('not_found')
  await transact((tx) => recordAudit(tx, viewer, 'visitor.exported', visitorId))
  log.privacy.info({ by: viewer.id, visitorId }, 'a visitor is exported')
  return withHash(visitorText(visitor))
}

async function* withHash(data: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  yield '{"data":'
  for await (const piece of data) {
    hash.update(piece)
    yield piece
  }
  yield `,"sha256":"${hash.digest('hex')}"}`
}

async function* visitorText(visitor: StoredVisitor): AsyncGenerator<string> {
  yield* withList(exportedVisitor(visitor), 'conversations', conversationTexts(visitor.conversations))
}

async function* conversationTexts(conversations: readonly Conversation[]): AsyncGenerator<string> {
  for (const [index, conversation] of conversations.entries()) {
    if (index > 0) yield ','
    yield* withList(exportedConversation(conversation), 'messages', messageTexts(conversation))
  }
}

/** The messages that there were when the export began, in the visitor's own log: it holds no notes. */
async function* messageTexts({ id, lastSequence }: Conversation): AsyncGenerator<string> {
  let isFirst = true
  for (let after = 0; after < lastSequence; after += PAGE_SIZE) {
    const limit = Math.min(PAGE_SIZE, Number(lastSequence) - after)
    const { data } = await listEntries(logOf({ side: 'visitor' }), id, { after, limit })
    if (data.length < limit) throw new Error(`conversation ${id} was deleted while it was exported`)
    const messages = data.filter((entry) => entry.kind !== 'event')
    if (messages.length === 0) continue
    yield (isFirst ? '' : ',') + messages.map((message) => JSON.stringify(exportedMessage(message))).join()
    isFirst = false
  }
}

/** An object's text with one more member at its end, whose items come piece by piece. */
async function* withList(known: object, name: string, items: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${JSON.stringify(known).slice(0, -1)},"${name}":[`
  yield* items
  yield ']}'
}

function exportedVisitor(visitor: StoredVisitor): Omit<ExportedVisitor, 'conversations'> {
  const { id, name, email, emailToldBy, emailVerified, externalId, blockedAt, createdAt, updatedAt } = visitor
  const { visitorSessions, visitedPages, trackedEvents } = visitor
  return {
    format: 'porchlight-visitor-1',
    exportedAt: new Date().toISOString(),
    visitor: {
      id,
      name,
      email,
      emailVerified,
      externalId,
      emailToldBy: emailToldBy && presentSide(emailToldBy),
      blockedAt: blockedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    },
    sessions: visitorSessions.map((session) => ({
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.lastUsedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    })),
    pages: visitedPages.map(({ address, title, visitedAt }) => ({
      address,
      title,
      visitedAt: visitedAt.toISOString(),
    })),
    trackedEvents: trackedEvents.map((row) => {
      const { name, data, happenedAt } = presentTrackedEvent({ ...row, happened_at: row.happenedAt })
      return { name, data, happenedAt }
    }),
  }
}

function exportedConversation(conversation: Conversation): Omit<ExportedConversation, 'messages'> {
  const { id, status, pageUrl, referrer, language, timeZone, browser } = conversation
  return {
    id,
    status,
    createdAt: conversation.createdAt.toISOString(),
    lastActivityAt: conversation.lastActivityAt.toISOString(),
    waitingSince: (status === 'OPEN' && conversation.waitingSince?.toISOString()) || null,
    visitorReadSequence: Number(conversation.visitorReadSequence),
    agentReadSequence: Number(conversation.agentReadSequence),
    context: { pageUrl, referrer, language, timeZone, browser },
  }
}

function exportedMessage(message: Message): ExportedMessage {
  const { id, sequence, senderSide, senderName, content, read, createdAt, editedAt, deletedAt } = message
  return { id, sequence, side: senderSide, author: senderName, content, read, createdAt, editedAt, deletedAt }
}
