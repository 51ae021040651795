import { createHmac } from 'node:crypto'
import { db, type Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { type Env, env } from '@/server/settings/env'

type Client = Transaction | typeof db
type Limit = { setting: keyof Env & `LIMIT_${string}`; windowSeconds: number }

const HOUR_SECONDS = 60 * 60

/**
 * Limits that must survive a restart, stored on every use. Messages are counted differently: see `server/log/limits.ts` and
 * `network-meter.ts`. Request rates are in `route-limits.ts`.
 */
const limits = {
  startConversation: { setting: 'LIMIT_CONVERSATIONS_PER_VISITOR', windowSeconds: 12 * HOUR_SECONDS },
  startFromNetwork: { setting: 'LIMIT_CONVERSATIONS_PER_NETWORK', windowSeconds: 60 },
  startFromNetworkInAnHour: {
    setting: 'LIMIT_CONVERSATIONS_PER_NETWORK_HOURLY',
    windowSeconds: HOUR_SECONDS,
  },
  startOnSite: { setting: 'LIMIT_CONVERSATIONS_PER_SITE', windowSeconds: 60 },
  startOnSiteInAnHour: { setting: 'LIMIT_CONVERSATIONS_PER_SITE_HOURLY', windowSeconds: HOUR_SECONDS },
  signInToAccount: { setting: 'LIMIT_SIGN_INS_PER_ACCOUNT', windowSeconds: 60 },
  signInFromNetwork: { setting: 'LIMIT_SIGN_INS_PER_NETWORK', windowSeconds: 60 },
  changePassword: { setting: 'LIMIT_SIGN_INS_PER_ACCOUNT', windowSeconds: 60 },
  signInToAccountFromAnywhere: { setting: 'LIMIT_SIGN_INS_PER_ACCOUNT_HOURLY', windowSeconds: HOUR_SECONDS },
  setUp: { setting: 'LIMIT_SIGN_INS_PER_ACCOUNT', windowSeconds: 60 },
} as const satisfies Record<string, Limit>

/** The uses so far, and the rest of the window. */
type Usage = { count: number; secondsLeft: number }

/**
 * Counts a use by `who` and requires that it is within the limit. Stored in the database, so that it survives restarts.
 *
 * @param client a transaction, to count the use only if it commits
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function requireWithinLimit(
  name: keyof typeof limits,
  who: string,
  client: Client = db,
): Promise<void> {
  const { setting, windowSeconds } = limits[name]
  const { count, secondsLeft } = await addUses(`${name}:${who}`, 1, windowSeconds, client)
  if (count > env()[setting]) throw new SupportError('rate_limited', { retryAfterSeconds: secondsLeft })
}

/**
 * Adds uses to `key`'s current window, or starts a new one. No window ends later than one that starts now, so that a clock that was
 * ahead cannot keep a window closed.
 */
export async function addUses(
  key: string,
  uses: number,
  windowSeconds: number,
  client: Client = db,
): Promise<Usage> {
  const [window] = await client.$queryRaw<[{ count: number; seconds_left: number }]>`
    INSERT INTO rate_limit_window (key, count, expires_at)
    VALUES (${key}, ${uses}, now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit_window.expires_at <= now() THEN excluded.count
        ELSE rate_limit_window.count + excluded.count END,
      expires_at = CASE WHEN rate_limit_window.expires_at <= now()
        THEN excluded.expires_at ELSE least(rate_limit_window.expires_at, excluded.expires_at) END
    RETURNING count, extract(epoch FROM expires_at - now())::float8 AS seconds_left`
  return { count: window.count, secondsLeft: window.seconds_left }
}

/** A pseudonym for an address or a network, which changes daily. */
export function anonymous(text: string): string {
  const day = Math.floor(Date.now() / (24 * HOUR_SECONDS * 1000))
  return createHmac('sha256', env().AUTH_SECRET ?? '')
    .update(`${day}:${text}`)
    .digest('base64url')
    .slice(0, 22)
}

/** Deletes windows that have ended. */
export async function sweepLimits(): Promise<void> {
  await db.rateLimitWindow.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
