import { log } from '@/server/logger'
import { seal, unseal } from '@/server/settings/sealed'

/** Encrypts an authenticator key for the database, bound to its owner. */
export function sealKey(userId: string, key: Uint8Array): Uint8Array<ArrayBuffer> {
  return seal(Buffer.from(key).toString('base64'), contextOf(userId))
}

/** Decrypts the result of {@link sealKey}; `null` if `AUTH_SECRET` has changed. Recovery codes still work then. */
export function openKey(userId: string, sealed: Uint8Array): Uint8Array | null {
  const opened = unseal(sealed, contextOf(userId))
  if (opened !== null) return Buffer.from(opened, 'base64')
  log.auth.error({ agentId: userId }, 'a second factor cannot be decrypted: AUTH_SECRET has changed')
  return null
}

function contextOf(userId: string): string {
  return `two-factor ${userId}`
}
