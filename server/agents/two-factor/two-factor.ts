import { randomBytes } from 'node:crypto'
import type { CodeProof, PasswordProof, RecoveryCodes, TwoFactorSetup } from '@/contract/people/account'
import { recordAudit } from '@/server/audit/record'
import { db, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'
import { requirePassword } from '../password'
import { openKey, sealKey } from './key'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes'
import { findStep, toBase32, totpUri } from './totp'

/** As long as SHA-1's result, as RFC 4226 recommends. */
const KEY_BYTES = 20

/**
 * Begins to set up the caller's second factor. Nothing asks for codes until {@link confirmTwoFactor}; beginning again replaces
 * what was begun. Count tries of passwords before you call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_password`, `two_factor_on`
 */
export async function beginTwoFactor(
  viewer: Viewer,
  { currentPassword }: PasswordProof,
): Promise<TwoFactorSetup> {
  requireCan(viewer, 'use_account')
  await requirePassword(viewer.id, currentPassword)
  const user = await db.user.findUnique({ where: { id: viewer.id }, select: { signInEmail: true } })
  // Deleted since the call began.
  if (user === null) throw new SupportError('not_authenticated')

  const key = randomBytes(KEY_BYTES)
  const sealed = sealKey(viewer.id, key)
  const stored = await db.$executeRaw`
    INSERT INTO two_factor (user_id, key) VALUES (${viewer.id}::uuid, ${sealed})
    ON CONFLICT (user_id) DO UPDATE SET key = EXCLUDED.key, last_step = 0 WHERE two_factor.enabled_at IS NULL`
  if (stored === 0) throw new SupportError('two_factor_on')
  return { key: toBase32(key), uri: totpUri(key, user.signInEmail ?? '') }
}

/**
 * Turns the caller's second factor on, once a code proves that the app knows the key. That code is used up by it. Only this
 * answer tells the recovery codes. Count tries before you call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_code`, `not_found` where nothing was begun, `two_factor_on`
 */
export async function confirmTwoFactor(viewer: Viewer, { code }: CodeProof): Promise<RecoveryCodes> {
  requireCan(viewer, 'use_account')
  const begun = await db.twoFactor.findUnique({ where: { userId: viewer.id } })
  if (begun === null) throw new SupportError('not_found')
  if (begun.enabledAt !== null) throw new SupportError('two_factor_on')

  const key = openKey(viewer.id, begun.key)
  const step = key === null ? null : findStep(key, code.replace(/[\s-]/g, ''), Date.now())
  if (step === null) throw new SupportError('wrong_code', { param: 'code' })

  const recoveryCodes = newRecoveryCodes()
  await transact(async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId: viewer.id, key: begun.key, enabledAt: null },
      data: {
        enabledAt: new Date(),
        lastStep: step,
        recoveryHashes: recoveryCodes.map(hashOfRecoveryCode),
        tries: 0,
      },
    })
    // Another tab of theirs was faster.
    if (count === 0) throw new SupportError('wrong_code', { param: 'code' })
    await recordAudit(tx, viewer, 'agent.turned_on_two_factor', viewer.id)
  })
  log.auth.info({ by: viewer.id }, 'an agent turned on two-factor sign-in')
  return { recoveryCodes }
}

/**
 * Gives the caller other recovery codes: those before work no more. Only this answer tells them. Count tries of passwords before you
 * call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_password`, `not_found` where two-factor sign-in is off
 */
export async function renewRecoveryCodes(
  viewer: Viewer,
  { currentPassword }: PasswordProof,
): Promise<RecoveryCodes> {
  requireCan(viewer, 'use_account')
  await requirePassword(viewer.id, currentPassword)
  const recoveryCodes = newRecoveryCodes()
  await transact(async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId: viewer.id, enabledAt: { not: null } },
      data: { recoveryHashes: recoveryCodes.map(hashOfRecoveryCode) },
    })
    if (count === 0) throw new SupportError('not_found')
    await recordAudit(tx, viewer, 'agent.made_recovery_codes', viewer.id)
  })
  log.auth.info({ by: viewer.id }, 'an agent made new recovery codes')
  return { recoveryCodes }
}

/**
 * Turns the caller's second factor off; where it is off it stays so. Count tries of passwords before you call it.
 *
 * @throws SupportError `forbidden` for visitors, `wrong_password`
 */
export async function turnOffTwoFactor(viewer: Viewer, { currentPassword }: PasswordProof): Promise<void> {
  requireCan(viewer, 'use_account')
  await requirePassword(viewer.id, currentPassword)
  await deleteTwoFactor(viewer, viewer.id)
}

/** Turns an agent's second factor off, for the command line. Answers whether it was on. */
export function resetTwoFactor(agentId: string): Promise<boolean> {
  return deleteTwoFactor(null, agentId)
}

async function deleteTwoFactor(actor: Viewer | null, agentId: string): Promise<boolean> {
  const wasOn = await transact(async (tx) => {
    const [deleted] = await tx.$queryRaw<{ was_on: boolean }[]>`
      DELETE FROM two_factor WHERE user_id = ${agentId}::uuid RETURNING enabled_at IS NOT NULL AS was_on`
    if (deleted?.was_on !== true) return false
    await recordAudit(tx, actor, 'agent.turned_off_two_factor', agentId)
    return true
  })
  if (wasOn) log.auth.info({ by: actor?.id ?? null, agentId }, 'two-factor sign-in was turned off')
  return wasOn
}
