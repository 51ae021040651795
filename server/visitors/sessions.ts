import { v7 as uuidv7 } from 'uuid'
import { db, queryPrepared, type Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { type CredentialMode, Prisma } from '../../generated/prisma/client'
import { hashSecret, visitorTokenOf } from './token'

/** How long a browser stays the same visitor. */
export const VISITOR_SESSION_SECONDS = 365 * 24 * 60 * 60

const START_KEY_HOURS = 24

/** A visitor with the token that its browser keeps from now on. */
export type NewSession = { visitor: Viewer; token: string }

/** How long a session may go unnoted, in minutes. */
const USE_NOTED_MINUTES = 60

/** What the token must match: the site, by its public key or `null` for the default one, and how it was sent. */
export type TokenUse = { siteKey: string | null; mode: CredentialMode }

/**
 * The visitor whose token this is, or `null` when it is unknown, expired, of another site, or issued for the other credential mode.
 * A visitor whom their site has named has sessions of the site's word alone.
 *
 * @throws SupportError `unknown_site` where the site was archived, also while this process has not seen it: the browser keeps its token
 */
export async function visitorOfToken(token: string, { siteKey, mode }: TokenUse): Promise<Viewer | null> {
  const [user] = await queryPrepared<VisitorOfToken>(
    'visitor-of-token',
    Prisma.sql`
      SELECT users.id, users.name, users.blocked_at IS NOT NULL AS "isBlocked", site.id AS "siteId",
        visitor_session.id AS "sessionId", visitor_session.verified_by IS NOT NULL AS "isVerified",
        site.is_active AS "isOfActiveSite", visitor_session.last_used_at < now() - make_interval(mins => ${USE_NOTED_MINUTES}) AS "isUnnoted"
      FROM visitor_session JOIN users ON users.id = visitor_session.user_id JOIN site ON site.id = visitor_session.site_id
      WHERE visitor_session.token_hash = ${hashSecret(token)} AND visitor_session.expires_at > now()
        AND visitor_session.mode = ${mode}::credential_mode
        AND (visitor_session.verified_by IS NULL) = (users.external_id IS NULL)
        AND CASE WHEN ${siteKey}::text IS NULL THEN site.is_default ELSE site.key = ${siteKey} END`,
  )
  if (user === undefined) return null
  const { siteId, isUnnoted, isOfActiveSite, ...visitor } = user
  if (!isOfActiveSite) throw new SupportError('unknown_site')
  if (isUnnoted) await noteUse(visitor.sessionId)
  return { side: 'visitor', role: 'visitor', sites: [siteId], ...visitor }
}

type VisitorOfToken = Required<Pick<Viewer, 'id' | 'name' | 'isBlocked' | 'isVerified' | 'sessionId'>> & {
  siteId: string
  isUnnoted: boolean
  isOfActiveSite: boolean
}

async function noteUse(sessionId: string): Promise<void> {
  await db.visitorSession.updateMany({ where: { id: sessionId }, data: { lastUsedAt: new Date() } })
}

/** The site on which a stranger becomes a visitor, and how their browser sends the token from then on. */
export type NewSessionPlace = { siteId: string; mode: CredentialMode }

/** Makes a stranger a visitor of a site, identified by the key under which they start their first conversation. */
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
 * Finds the visitor who started a conversation under this key within the last day, with the same token as at the start. So
 * a browser whose first request was answered, but never heard the answer, gets the same answer by asking again, however
 * often, and whichever of the answers it hears last. The key is a random id that only that browser knows.
 */
export async function resumeByStartKey(startKey: string, place: NewSessionPlace): Promise<NewSession | null> {
  const since = new Date(Date.now() - START_KEY_HOURS * 60 * 60 * 1000)
  const conversation = await db.conversation.findUnique({
    where: {
      startKeyHash: hashSecret(startKey),
      siteId: place.siteId,
      createdAt: { gt: since },
      // A verified visitor's sessions are made by their site's word alone.
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
 * The visitor as they are at this moment, not when they were recognised; `null` once their session has ended or their site was
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

/** Tokens must stay small: a visitor with more conversations than this listens to its newest. */
const MAX_CHANNELS_OF_VISITOR = 20

/** The visitor's own conversations, newest activity first, as far as a token can name them. */
export async function conversationIdsOf(visitor: Viewer): Promise<string[]> {
  const rows = await db.conversation.findMany({
    where: { userId: visitor.id },
    orderBy: [{ lastActivityAt: 'desc' }, { id: 'desc' }],
    take: MAX_CHANNELS_OF_VISITOR,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Forgets sessions that have ended. The visitors stay: their conversations do. */
export async function sweepVisitorSessions(): Promise<void> {
  await db.visitorSession.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
