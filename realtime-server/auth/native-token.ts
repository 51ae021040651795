import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes } from 'node:crypto'
import { RealtimeError } from '../errors'
import type { Claims } from './jwt'
import { appIdOfKey, type Key, type KeyRing } from './key'

const CIPHER = 'aes-256-gcm'
const MARK_LENGTH = 8
const IV_LENGTH = 12
const TAG_LENGTH = 16
const NATIVE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/

/**
 * Makes a token in the form of Ably's own: an app id, a dot, and text that tells its holder nothing. All that it grants is
 * sealed in it with the secret of its key, so that nothing has to be kept for it, and it outlives the process.
 */
export function sealToken(key: Key, claims: Claims): string {
  const appId = appIdOfKey(key.name)
  const iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv(CIPHER, sealingKey(key), iv).setAAD(Buffer.from(appId))
  const sealed = [cipher.update(JSON.stringify(claims)), cipher.final()]
  const bytes = Buffer.concat([markOf(key), iv, ...sealed, cipher.getAuthTag()])
  return `${appId}.${bytes.toString('base64url')}`
}

/** The app id that a text has in front, if it has the form of a native token; `null` for anything else. */
export function appIdOfNativeToken(text: string): string | null {
  return NATIVE.exec(text)?.[1] ?? null
}

/**
 * Opens a token that {@link sealToken} made with one of the keys.
 *
 * @throws RealtimeError `unknown_token` for any other text
 */
export function openToken(text: string, keys: KeyRing): { key: Key; claims: Claims } {
  const bytes = Buffer.from(NATIVE.exec(text)?.[2] ?? '', 'base64url')
  const mark = bytes.subarray(0, MARK_LENGTH)
  const key = keys.list().find((candidate) => markOf(candidate).equals(mark))
  const claims = key && unseal(key, bytes.subarray(MARK_LENGTH))
  if (!claims) throw new RealtimeError('unknown_token', 'the token is none of ours')
  return { key, claims }
}

function unseal(key: Key, bytes: Buffer): Claims | null {
  if (bytes.length < IV_LENGTH + TAG_LENGTH) return null
  const decipher = createDecipheriv(CIPHER, sealingKey(key), bytes.subarray(0, IV_LENGTH))
    .setAAD(Buffer.from(appIdOfKey(key.name)))
    .setAuthTag(bytes.subarray(-TAG_LENGTH))
  const opened = decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH))
  try {
    return JSON.parse(Buffer.concat([opened, decipher.final()]).toString())
  } catch {
    // Not sealed with this secret, or changed since.
    return null
  }
}

function sealingKey({ secret }: Key): Buffer {
  return createHmac('sha256', secret).update('native tokens').digest()
}

/** Which key a token was sealed with, without naming it. */
function markOf({ name }: Key): Buffer {
  return hash('sha256', name, 'buffer').subarray(0, MARK_LENGTH)
}
