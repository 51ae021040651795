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
 * Whether tries are still counted together. Asked of the clock rather than of the transaction's beginning, which may be before
 * that of the one that has opened the window. A clock that was far ahead then must not keep it open.
 */
const isWindowOpen = Prisma.sql`
  tries_since BETWEEN clock_timestamp() - make_interval(secs => ${CODE_WINDOW_SECONDS}) AND clock_timestamp() + interval '1 minute'`

/** What the call that is about to open a session has for a second factor. */
type Given = { code: string | undefined } | 'vouched_for'

/**
 * Kept beside the call, because the sign-in library passes on nothing but the account. One for the process, because library and call
 * may be of different bundles.
 */
const given = processWide('second-factor', () => new AsyncLocalStorage<Given>())

/** Lets what `work` opens be opened with this code, for accounts that ask for one. */
export function withSecondFactor<Result>(code: string | undefined, work: () => Result): Result {
  return given.run({ code }, work)
}

/** Lets `work` open sessions without a code: the company's provider has recognised the person, by as many factors as it asks for. */
export function withoutSecondFactor<Result>(work: () => Result): Result {
  return given.run('vouched_for', work)
}

/**
 * Asked before every session, once the password is known to be right or the provider has vouched. Where the account has a second factor, the code of
 * {@link withSecondFactor} has to be right; it is used up then. Wrong ones are counted for the account, wherever they come from.
 *
 * @throws SupportError `second_factor_required` without a code, `wrong_code` also for one that was used or has expired,
 *   `rate_limited` with the time to wait
 */
export async function requireSecondFactor(userId: string): Promise<void> {
  const brought = given.getStore()
  if (brought === 'vouched_for') return
  const stored = await db.twoFactor.findUnique({ where: { userId } })
  if (stored === null || stored.enabledAt === null) return

  const code = brought?.code?.replace(/[\s-]/g, '')
  if (code === undefined) throw new SupportError('second_factor_required')
  await countTry(userId)
  const isRight = /^\d{6}$/.test(code)
    ? await spendStep(userId, stored.key, code)
    : await spendRecoveryCode(userId, code)
  if (isRight) return
  log.auth.warn({ agentId: userId }, 'a code of a second factor was wrong')
  throw new SupportError('wrong_code', { param: 'code' })
}

/** Counted before it is looked at and committed at once: of codes that are tried at the same time none goes uncounted. */
async function countTry(userId: string): Promise<void> {
  const [counted] = await db.$queryRaw<{ tries: number; seconds_left: number }[]>`
    UPDATE two_factor SET
      tries = CASE WHEN ${isWindowOpen} THEN LEAST(tries, ${MAX_CODE_TRIES}) + 1 ELSE 1 END,
      tries_since = CASE WHEN ${isWindowOpen} THEN tries_since ELSE clock_timestamp() END
    WHERE user_id = ${userId}::uuid
    RETURNING tries, ceil(extract(epoch FROM tries_since - clock_timestamp()) + ${CODE_WINDOW_SECONDS})::int AS seconds_left`
  if (counted !== undefined && counted.tries > MAX_CODE_TRIES)
    throw new SupportError('rate_limited', { retryAfterSeconds: Math.max(1, counted.seconds_left) })
}

/** Of two who bring the same code one wins: steps are used in their order, each once. */
async function spendStep(userId: string, sealedKey: Uint8Array<ArrayBuffer>, code: string): Promise<boolean> {
  const key = openKey(userId, sealedKey)
  const step = key === null ? null : findStep(key, code, Date.now())
  if (step === null) return false
  const { count } = await db.twoFactor.updateMany({
    where: { userId, key: sealedKey, enabledAt: { not: null }, lastStep: { lt: step } },
    data: { lastStep: step, tries: 0 },
  })
  return count > 0
}

async function spendRecoveryCode(userId: string, code: string): Promise<boolean> {
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
