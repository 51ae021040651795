import { v7 as uuidv7 } from 'uuid'
import { db, queryPrepared, type Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { type CredentialMode, Prisma } from '../../generated/prisma/client'
import { hashSecret, visitorTokenOf } from './token'

/** How long a browser stays the same visitor. */
export const VISITOR_SESSION_SECONDS = 365 * 24 * 60 * 60

const START_KEY_HOURS = 24

/** A visitor, with the token for their browser. */
export type NewSession = { visitor: Viewer; token: string }

/** How long a session's use may go unrecorded, in minutes. */
const RECORD_USE_MINUTES = 60

/** What a token must match: the site, by its public key or `null` for the default one, and how the token was sent. */
export type TokenUse = { siteKey: string | null; mode: CredentialMode }

/**
 * The visitor with this token, or `null` if it is unknown, expired, of another site, or issued for the other credential mode.
 * Verified visitors accept only sessions that came from their site's proof.
 *
 * @throws SupportError `unknown_site` if the site is archived, even if this process has not seen that: the browser then keeps its
 *   token
 */
export async function visitorOfToken(token: string, { siteKey, mode }: TokenUse): Promise<Viewer | null> {
  const [user] = await queryPrepared<VisitorOfToken>(
    'visitor-of-token',
    Prisma.sql`
      SELECT users.id, users.name, users.blocked_at IS NOT NULL AS "isBlocked", site.id AS "siteId",
        visitor_session.id AS "sessionId", visitor_session.verified_by IS NOT NULL AS "isVerified",
        site.is_active AS "isOfActiveSite",
        visitor_session.last_used_at < now() - make_interval(mins => ${RECORD_USE_MINUTES}) AS "isUseDue"
      FROM visitor_session JOIN users ON users.id = visitor_session.user_id JOIN site ON site.id = visitor_session.site_id
      WHERE visitor_session.token_hash = ${hashSecret(token)} AND visitor_session.expires_at > now()
        AND visitor_session.mode = ${mode}::credential_mode
        AND (visitor_session.verified_by IS NULL) = (users.external_id IS NULL)
        AND CASE WHEN ${siteKey}::text IS NULL THEN site.is_default ELSE site.key = ${siteKey} END`,
  )
  if (user === undefined) return null
  const { siteId, isUseDue, isOfActiveSite, ...visitor } = user
  if (!isOfActiveSite) throw new SupportError('unknown_site')
  if (isUseDue) await recordUse(visitor.sessionId)
  return { side: 'visitor', role: 'visitor', sites: [siteId], ...visitor }
}

type VisitorOfToken = Required<Pick<Viewer, 'id' | 'name' | 'isBlocked' | 'isVerified' | 'sessionId'>> & {
  siteId: string
  isUseDue: boolean
  isOfActiveSite: boolean
}

async function recordUse(sessionId: string): Promise<void> {
  await db.visitorSession.updateMany({ where: { id: sessionId }, data: { lastUsedAt: new Date() } })
}

/** The site on which a stranger becomes a visitor, and how their browser will send the token. */
export type NewSessionPlace = { siteId: string; mode: CredentialMode }

/** Creates a visitor of a site, whose token is derived from the key of their first conversation. */
export async function createVisitor(
  tx: Transaction,
  startKey: string,
  place: NewSessionPlace,
): Promise<NewSession> {
  const token = visitorTokenOf(startKey, place.mode)
  const id = uuidv7()
  const { siteId } = place
  await tx.user.create({
    data: { id, role: 'VISITOR', siteId, visitorSessions: { create: newSession(token, place) } },
  })
  return { visitor: { side: 'visitor', role: 'visitor', sites: [siteId], id, name: null }, token }
}

/**
 * Finds the visitor who started a conversation with this key within the last day, with the same token as before. So a browser
 * that lost the response to its first request gets the same one by retrying, however often, and whichever response arrives
 * last. The key is a random id that only that browser knows.
 */
export async function resumeByStartKey(startKey: string, place: NewSessionPlace): Promise<NewSession | null> {
  const since = new Date(Date.now() - START_KEY_HOURS * 60 * 60 * 1000)
  const conversation = await db.conversation.findUnique({
    where: {
      startKeyHash: hashSecret(startKey),
      siteId: place.siteId,
      createdAt: { gt: since },
      // Verified visitors get sessions only from their site's proof.
      user: { externalId: null },
    },
    select: { user: { select: { id: true, name: true, blockedAt: true } } },
  })
  if (conversation === null) return null

  const token = visitorTokenOf(startKey, place.mode)
  const session = { userId: conversation.user.id, ...newSession(token, place) }
  await db.visitorSession.upsert({
    where: { tokenHash: session.tokenHash },
    create: session,
    update: session,
  })
  const { id, name, blockedAt } = conversation.user
  const visitor = { id, name, isBlocked: blockedAt !== null, sites: [place.siteId] }
  return { visitor: { side: 'visitor', role: 'visitor', ...visitor }, token }
}

function newSession(token: string, { siteId, mode }: NewSessionPlace) {
  const expiresAt = new Date(Date.now() + VISITOR_SESSION_SECONDS * 1000)
  return { siteId, mode, tokenHash: hashSecret(token), expiresAt }
}

/**
 * The visitor's current state, rather than when they were authenticated; `null` if their session has ended or their site is
 * archived.
 */
export async function visitorNow(visitor: Viewer): Promise<Viewer | null> {
  const { id, sessionId } = visitor
  const user = await db.user.findUnique({
    where: {
      id,
      ...(sessionId !== undefined && {
        visitorSessions: { some: { id: sessionId, site: { isActive: true } } },
      }),
    },
    select: { blockedAt: true },
  })
  return user && { ...visitor, isBlocked: user.blockedAt !== null }
}

/** Keeps tokens small: visitors with more conversations listen only to their newest. */
const MAX_CHANNELS_OF_VISITOR = 20

/** The visitor's conversations, latest activity first, as many as fit in a token. */
export async function conversationIdsOf(visitor: Viewer): Promise<string[]> {
  const rows = await db.conversation.findMany({
    where: { userId: visitor.id },
    orderBy: [{ lastActivityAt: 'desc' }, { id: 'desc' }],
    take: MAX_CHANNELS_OF_VISITOR,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Deletes expired sessions. Visitors and their conversations stay. */
export async function sweepVisitorSessions(): Promise<void> {
  await db.visitorSession.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
