import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthEndpoint, isAPIError } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { AUTH_PATH } from '@/contract/api-calls'
import type { ErrorCode } from '@/contract/error-codes'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/contract/limits'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { isOwnOrigin } from '@/server/own-host'
import { processWide } from '@/server/process-wide'
import { env } from '@/server/settings/env'
import { browserName } from '@/server/visitors/browser-name'
import { requireSecondFactor } from './two-factor/second-factor'

const SESSION_SECONDS = 30 * 24 * 60 * 60

function options() {
  const { PUBLIC_URL, AUTH_SECRET, PORT } = env()
  const isSecure = PUBLIC_URL?.startsWith('https:') ?? false
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')

  return {
    baseURL: PUBLIC_URL ?? `http://localhost:${PORT}`,
    basePath: AUTH_PATH,
    secret: AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { log: (level, message) => log.auth[level]({}, message) },
    database: prismaAdapter(db, { provider: 'postgresql' }),
    // Accounts are created by /setup and by invitations.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: {
      fields: { email: 'signInEmail' },
      additionalFields: {
        role: { type: 'string', input: false },
        deactivatedAt: { type: 'date', input: false, required: false },
        pictureId: { type: 'string', input: false, required: false },
      },
    },
    session: { expiresIn: SESSION_SECONDS },
    plugins: [{ id: 'porchlight', endpoints: { openSession } }],
    // server/http limits sign-in attempts by account and network.
    rateLimit: { enabled: false },
    // Unexpected errors are rethrown to us: only we can tell whether the database is unavailable.
    onAPIError: { throw: true },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            await requireActive(session.userId).catch(refuse)
            await requireSecondFactor(session.userId).catch(refuse)
            return { data: withoutTraces(session) }
          },
        },
      },
    },
    // server/http has already checked it, with the same function.
    trustedOrigins: (request) => originOf(request),
    advanced: {
      // Browsers restrict cookies with this prefix to the exact host. The library's own option would add a different prefix.
      cookiePrefix: isSecure ? '__Host-porchlight' : 'porchlight',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7() },
    },
  } satisfies BetterAuthOptions
}

/**
 * Opens a session for an agent whom our own code has authenticated. It has no route. The library manages sessions and cookies
 * for every way of signing in.
 */
const openSession = createAuthEndpoint(
  { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
  async (endpoint) => {
    const { internalAdapter } = endpoint.context
    const user = await internalAdapter.findUserById(endpoint.body.userId)
    const session = user && (await internalAdapter.createSession(user.id))
    if (!session) throw new APIError('UNAUTHORIZED')
    await setSessionCookie(endpoint, { session, user })
    return {}
  },
)

/** Called once the password is verified, so that strangers cannot find out who is deactivated. */
async function requireActive(userId: string): Promise<void> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { deactivatedAt: true } })
  if (user !== null && user.deactivatedAt !== null) throw new SupportError('account_deactivated')
}

/**
 * Wraps our error in the library's. Thrown unwrapped, the caller might not recognize it: the library is set up once per process,
 * by the bundle of the pages or of the API, and each has its own `SupportError` class.
 */
function refuse(error: unknown): never {
  if (!(error instanceof SupportError)) throw error
  const { code, param, retryAfterSeconds } = error
  throw new APIError('FORBIDDEN', { code, refusal: { code, param, retryAfterSeconds } satisfies Refusal })
}

/** Our error on its way through the library. */
export type Refusal = { code: ErrorCode; param: string | undefined; retryAfterSeconds: number | undefined }

/** Keeps only the browser's name, and no IP address. */
function withoutTraces<S extends { userAgent?: string | null | undefined }>(session: S) {
  return { ...session, ipAddress: null, userAgent: browserName(session.userAgent ?? null) }
}

function originOf(request: Request | undefined): string[] {
  const [origin, host] = [request?.headers.get('origin') ?? null, request?.headers.get('host') ?? null]
  return origin !== null && isOwnOrigin(origin, host) ? [origin] : []
}

const createAuth = () => betterAuth(options())

/** The sign-in library, configured for agents and admins. */
export function agentAuth(): ReturnType<typeof createAuth> {
  return processWide('agent-auth', createAuth)
}

/** Opens a session and returns its cookies. Rejects if the password is wrong. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<string[]> {
  const { headers } = await agentAuth().api.signInEmail({ body: { email, password }, returnHeaders: true })
  return headers.getSetCookie()
}

/**
 * Opens a session for an account whose owner was authenticated without a password, and returns its cookies.
 *
 * @param headers the request's, which identify the browser
 * @throws SupportError `account_deactivated`
 */
export async function openSessionOf(userId: string, headers: Headers): Promise<string[]> {
  const answered = await agentAuth()
    .api.openSession({ body: { userId }, headers, returnHeaders: true })
    .catch((error) => {
      const refusal = isAPIError(error) ? (error.body?.refusal as Refusal | undefined) : undefined
      throw refusal === undefined ? error : new SupportError(refusal.code, refusal)
    })
  return answered.headers.getSetCookie()
}
