import { createHmac, timingSafeEqual } from 'node:crypto'
import { isAPIError } from 'better-auth/api'
import { parseCookies } from 'better-call'
import { queryPrepared } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'
import { Prisma, type Role } from '../../generated/prisma/client'
import { agentAuth } from './agents'

/** When to retry after the database was unavailable, in seconds. */
const UNAVAILABLE_RETRY_SECONDS = 2

/** 32 bytes in Base64. Node.js's decoder would skip invalid characters. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/

type Session = { agent: Viewer | null; expiresAt: Date }

/** An agent's session, renewed if that was due; `cookies` must then be sent with the answer. */
export type RenewedSession = { agent: Viewer | null; cookies: string[] }

/**
 * The agent of the session cookie in these headers, or `null`. Takes a single prepared query. Does not renew the session: for
 * pages, which cannot set cookies.
 */
export async function agentOfHeaders(headers: Headers): Promise<Viewer | null> {
  const session = await findSession(headers)
  return session !== null && session.expiresAt > new Date() ? session.agent : null
}

/**
 * Like {@link agentOfHeaders}, but also renews the session if that is due, about once a day.
 *
 * @throws SupportError `unavailable` if the database is unavailable
 */
export async function renewAgentOfHeaders(headers: Headers): Promise<RenewedSession> {
  const session = await findSession(headers)
  if (session === null) return { agent: null, cookies: [] }
  if (!(await isRenewalDue(session))) return { agent: session.agent, cookies: [] }
  return renew(headers)
}

/**
 * The token of a session cookie signed by this server, or `null`. Accepts exactly what the sign-in library accepts, in a tenth
 * of the time.
 */
export function readSessionToken(cookies: string | null, cookieName: string, secret: string): string | null {
  const value = cookies === null ? undefined : parseCookies(cookies).get(cookieName)
  const end = value?.lastIndexOf('.') ?? -1
  if (value === undefined || end < 1) return null

  const token = value.slice(0, end)
  const signature = value.slice(end + 1)
  if (!SIGNATURE.test(signature)) return null
  const expected = createHmac('sha256', secret).update(token).digest()
  return timingSafeEqual(Buffer.from(signature, 'base64'), expected) ? token : null
}

async function findSession(headers: Headers): Promise<Session | null> {
  const { authCookies, secret } = await agentAuth().$context
  const token = readSessionToken(headers.get('cookie'), authCookies.sessionToken.name, secret)
  if (token === null) return null

  const [row] = await queryPrepared<AgentRow & { expires_at: Date }>(
    'session-of-token',
    Prisma.sql`
      SELECT users.id, users.name, users.picture_id, users.role, users.deactivated_at, session.id AS session_id, session.expires_at
      FROM session JOIN users ON users.id = session.user_id WHERE session.token = ${token}`,
  )
  return row === undefined ? null : { agent: toAgent(row), expiresAt: row.expires_at }
}

/** True from a day after the last renewal, and for expired sessions, which the library deletes. */
async function isRenewalDue({ expiresAt }: Session): Promise<boolean> {
  const { sessionConfig } = await agentAuth().$context
  const remainingSeconds = (expiresAt.getTime() - Date.now()) / 1000
  return remainingSeconds <= sessionConfig.expiresIn - sessionConfig.updateAge
}

async function renew(headers: Headers): Promise<RenewedSession> {
  const { response: session, headers: answered } = await agentAuth()
    .api.getSession({ headers, returnHeaders: true })
    .catch((error) => {
      // The library reports database errors, and nothing else, with this status.
      if (!isAPIError(error) || error.statusCode !== 500) throw error
      throw new SupportError('unavailable', { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS })
    })
  if (session === null) return { agent: null, cookies: [] }
  const { id, name, role, deactivatedAt = null, pictureId = null } = session.user
  const row = {
    id,
    name,
    picture_id: pictureId,
    role: role as Role,
    deactivated_at: deactivatedAt,
    session_id: session.session.id,
  }
  const agent = toAgent(row)
  return { agent, cookies: answered.getSetCookie() }
}

type AgentRow = {
  id: string
  name: string
  picture_id: string | null
  role: Role
  deactivated_at: Date | null
  session_id: string
}

function toAgent({ id, name, picture_id, role, deactivated_at, session_id }: AgentRow): Viewer | null {
  if (role === 'VISITOR' || deactivated_at !== null) return null
  const common = {
    side: 'agent',
    id,
    name,
    picture: picture_id,
    sites: 'all',
    sessionId: session_id,
  } as const
  return { ...common, role: role === 'ADMIN' ? 'admin' : 'agent' }
}
