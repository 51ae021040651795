import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { isAPIError } from 'better-auth/api'
import { v7 as uuidv7 } from 'uuid'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { db } from '@/server/db'
import { env } from '@/server/env'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { browserName } from '@/server/support/browser-name'
import { SupportError } from '@/server/support/errors'
import type { Viewer } from '@/server/support/viewer'

const SESSION_SECONDS = 30 * 24 * 60 * 60

/** When to try again after the database was away, in seconds. */
const UNAVAILABLE_RETRY_SECONDS = 2

function options() {
  const { PUBLIC_URL, AUTH_SECRET, PORT } = env()
  const isSecure = PUBLIC_URL?.startsWith('https:') ?? false
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')

  return {
    baseURL: PUBLIC_URL ?? `http://localhost:${PORT}`,
    basePath: '/api/auth',
    secret: AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { log: (level, message) => log.auth[level]({}, message) },
    database: prismaAdapter(db, { provider: 'postgresql' }),
    // Accounts are made by /setup alone.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: {
      fields: { email: 'signInEmail' },
      additionalFields: { role: { type: 'string', input: false } },
    },
    session: { expiresIn: SESSION_SECONDS },
    // Tries to sign in are counted by account and network, in server/http.
    rateLimit: { enabled: false },
    // Whatever is no answer of the library's comes to us: only we know whether the database is away.
    onAPIError: { throw: true },
    databaseHooks: { session: { create: { before: async (session) => ({ data: withoutTraces(session) }) } } },
    // Where PUBLIC_URL is unset, the address that was called is ours; whoever calls it is checked in server/http.
    trustedOrigins: (request) => originOf(request),
    advanced: {
      // Browsers accept this prefix only for this host alone. The library knows another one, so it is not told to add it.
      cookiePrefix: isSecure ? '__Host-porchlight' : 'porchlight',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7() },
    },
  } satisfies BetterAuthOptions
}

/** Of the browser its name is kept, and of the network nothing. */
function withoutTraces<S extends { userAgent?: string | null | undefined }>(session: S) {
  return { ...session, ipAddress: null, userAgent: browserName(session.userAgent ?? null) }
}

function originOf(request: Request | undefined): string[] {
  const host = request?.headers.get('host')
  return host ? [`http://${host}`, `https://${host}`] : []
}

const createAuth = () => betterAuth(options())

/** The sign-in library, set up for agents and admins. */
export function agentAuth(): ReturnType<typeof createAuth> {
  return processWide('agent-auth', createAuth)
}

/**
 * The agent whose session these headers' cookie names, or `null`.
 *
 * @throws SupportError `unavailable` when the database could not be asked
 */
export async function agentOfHeaders(headers: Headers): Promise<Viewer | null> {
  const session = await agentAuth()
    .api.getSession({ headers })
    .catch((error) => {
      // The library hides what its database said behind this status, and has no other use for it.
      if (!isAPIError(error) || error.statusCode !== 500) throw error
      throw new SupportError('unavailable', { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS })
    })
  if (session === null || session.user.role === 'VISITOR') return null

  const { id, name, role } = session.user
  return { side: 'agent', role: role === 'ADMIN' ? 'admin' : 'agent', id, name }
}

/** Opens a session and answers the cookies that carry it. Rejects when the password is not the one stored. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<string[]> {
  const { headers } = await agentAuth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  return headers.getSetCookie()
}
