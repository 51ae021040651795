import { db } from '@/server/db'
import { SupportError } from '@/server/support/errors'

type Limit = { max: number; windowSeconds: number }

/** How often the same one may do something. Kept in the database, so a restart forgets nothing. */
export const limits = {
  startConversation: { max: 6, windowSeconds: 12 * 60 * 60 },
  startFromNetwork: { max: 300, windowSeconds: 60 },
  realtimeToken: { max: 60, windowSeconds: 60 },
  setUp: { max: 20, windowSeconds: 60 },
} as const satisfies Record<string, Limit>

/**
 * Counts one use by `who` and lets it pass or not.
 *
 * @throws SupportError `rate_limited` with the seconds until the window ends
 */
export async function requireWithinLimit(name: keyof typeof limits, who: string): Promise<void> {
  const { max, windowSeconds } = limits[name]
  const [window] = await db.$queryRaw<[{ count: number; seconds_left: number }]>`
    INSERT INTO rate_limit_window (key, count, expires_at)
    VALUES (${`${name}:${who}`}, 1, now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit_window.expires_at <= now() THEN 1 ELSE rate_limit_window.count + 1 END,
      expires_at = CASE WHEN rate_limit_window.expires_at <= now()
        THEN excluded.expires_at ELSE rate_limit_window.expires_at END
    RETURNING count, extract(epoch FROM expires_at - now())::float8 AS seconds_left`
  if (window.count > max) throw new SupportError('rate_limited', { retryAfterSeconds: window.seconds_left })
}

/** Forgets windows that have ended. */
export async function sweepLimits(): Promise<void> {
  await db.rateLimitWindow.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
