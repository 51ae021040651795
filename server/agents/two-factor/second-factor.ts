import { AsyncLocalStorage } from 'node:async_hooks'
import { CODE_WINDOW_SECONDS, MAX_CODE_TRIES } from '@/contract/limits'
import { recordAudit } from '@/server/audit/record'
import { db, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { Prisma } from '../../../generated/prisma/client'
import { openKey } from './key'
import { hashOfRecoveryCode } from './recovery-codes'
import { findStep } from './totp'

/**
 * Whether the current window for counting attempts is still open. Uses the clock rather than the start of the transaction, which
 * may be earlier than that of the transaction that opened the window. A clock that was ahead must not keep the window open.
 */
const isWindowOpen = Prisma.sql`
  tries_since BETWEEN clock_timestamp() - make_interval(secs => ${CODE_WINDOW_SECONDS}) AND clock_timestamp() + interval '1 minute'`

/** The second factor of the call that is about to open a session. */
type Given = { code: string | undefined } | 'vouched_for'

/**
 * Async-local, because the sign-in library passes on only the account. One per process, because the library and the caller may be
 * in different bundles.
 */
const given = processWide('second-factor', () => new AsyncLocalStorage<Given>())

/** Provides this code to sign-ins within `work`, for accounts that require one. */
export function withSecondFactor<Result>(code: string | undefined, work: () => Result): Result {
  return given.run({ code }, work)
}

/** Lets `work` open sessions without a code: the company's provider is responsible for its own second factor. */
export function withoutSecondFactor<Result>(work: () => Result): Result {
  return given.run('vouched_for', work)
}

/**
 * Called before a session is created, once the password is verified or the provider has authenticated the person. If the
 * account has a second factor, requires and uses up the code of {@link withSecondFactor}. Counts wrong codes per account,
 * wherever they come from.
 *
 * @throws SupportError `second_factor_required` without a code, `wrong_code` also for a used or expired one, `rate_limited`
 *   with the time to wait
 */
export async function requireSecondFactor(userId: string): Promise<void> {
  const provided = given.getStore()
  if (provided === 'vouched_for') return
  const stored = await db.twoFactor.findUnique({ where: { userId } })
  if (stored === null || stored.enabledAt === null) return

  const code = provided?.code?.replace(/[\s-]/g, '')
  if (code === undefined) throw new SupportError('second_factor_required')
  await countAttempt(userId)
  const isRight = /^\d{6}$/.test(code)
    ? await consumeStep(userId, stored.key, code)
    : await consumeRecoveryCode(userId, code)
  if (isRight) return
  log.auth.warn({ agentId: userId }, 'a second-factor code was wrong')
  throw new SupportError('wrong_code', { param: 'code' })
}

/** Counts and commits before the code is checked, so that concurrent attempts are all counted. */
async function countAttempt(userId: string): Promise<void> {
  const [counted] = await db.$queryRaw<{ tries: number; seconds_left: number }[]>`
    UPDATE two_factor SET
      tries = CASE WHEN ${isWindowOpen} THEN LEAST(tries, ${MAX_CODE_TRIES}) + 1 ELSE 1 END,
      tries_since = CASE WHEN ${isWindowOpen} THEN tries_since ELSE clock_timestamp() END
    WHERE user_id = ${userId}::uuid
    RETURNING tries, ceil(extract(epoch FROM tries_since - clock_timestamp()) + ${CODE_WINDOW_SECONDS})::int AS seconds_left`
  if (counted !== undefined && counted.tries > MAX_CODE_TRIES)
    throw new SupportError('rate_limited', { retryAfterSeconds: Math.max(1, counted.seconds_left) })
}

/** Of concurrent calls with the same code, one wins: steps are used in order, each once. */
async function consumeStep(
  userId: string,
  sealedKey: Uint8Array<ArrayBuffer>,
  code: string,
): Promise<boolean> {
  const key = openKey(userId, sealedKey)
  const step = key === null ? null : findStep(key, code, Date.now())
  if (step === null) return false
  const { count } = await db.twoFactor.updateMany({
    where: { userId, key: sealedKey, enabledAt: { not: null }, lastStep: { lt: step } },
    data: { lastStep: step, tries: 0 },
  })
  return count > 0
}

async function consumeRecoveryCode(userId: string, code: string): Promise<boolean> {
  const hash = hashOfRecoveryCode(code)
  return transact(async (tx) => {
    const used = await tx.$executeRaw`
      UPDATE two_factor SET recovery_hashes = array_remove(recovery_hashes, ${hash}), tries = 0
      WHERE user_id = ${userId}::uuid AND ${hash} = ANY (recovery_hashes)`
    if (used === 0) return false
    await recordAudit(tx, { id: userId }, 'agent.used_recovery_code', userId)
    return true
  })
}
