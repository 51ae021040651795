import { log } from '@/server/logger'
import { seal, unseal } from '@/server/settings/sealed'

/** What an authenticator app knows, for the database: only its owner's row can be opened with it. */
export function sealKey(userId: string, key: Uint8Array): Uint8Array<ArrayBuffer> {
  return seal(Buffer.from(key).toString('base64'), contextOf(userId))
}

/** What {@link sealKey} encrypted, or `null` where `AUTH_SECRET` is another one by now: recovery codes still work then. */
export function openKey(userId: string, sealed: Uint8Array): Uint8Array | null {
  const opened = unseal(sealed, contextOf(userId))
  if (opened !== null) return Buffer.from(opened, 'base64')
  log.auth.error({ agentId: userId }, 'a second factor cannot be decrypted: AUTH_SECRET has changed')
  return null
}

function contextOf(userId: string): string {
  return `two-factor ${userId}`
}
