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
 * Makes a token in the form of Ably's own: an app id, a dot, and text opaque to its holder. The claims are encrypted with the
 * key's secret, so the server stores nothing and the token survives a restart.
 */
export function sealToken(key: Key, claims: Claims): string {
  const appId = appIdOfKey(key.name)
  const iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv(CIPHER, sealingKey(key), iv).setAAD(Buffer.from(appId))
  const sealed = [cipher.update(JSON.stringify(claims)), cipher.final()]
  const bytes = Buffer.concat([markOf(key), iv, ...sealed, cipher.getAuthTag()])
  return `${appId}.${bytes.toString('base64url')}`
}

/** The app id at the front of a native token; `null` for text of any other form. */
export function appIdOfNativeToken(text: string): string | null {
  return NATIVE.exec(text)?.[1] ?? null
}

/**
 * Decrypts a token that {@link sealToken} made with one of the keys.
 *
 * @throws RealtimeError `unknown_token` for any other text
 */
export function openToken(text: string, keys: KeyRing): { key: Key; claims: Claims } {
  const bytes = Buffer.from(NATIVE.exec(text)?.[2] ?? '', 'base64url')
  const mark = bytes.subarray(0, MARK_LENGTH)
  const key = keys.list().find((candidate) => markOf(candidate).equals(mark))
  const claims = key && unseal(key, bytes.subarray(MARK_LENGTH))
  if (!claims) throw new RealtimeError('unknown_token', 'the token was not issued here')
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
    // Sealed with another secret, or tampered with.
    return null
  }
}

function sealingKey({ secret }: Key): Buffer {
  return createHmac('sha256', secret).update('native tokens').digest()
}

/** Identifies the sealing key without revealing its name. */
function markOf({ name }: Key): Buffer {
  return hash('sha256', name, 'buffer').subarray(0, MARK_LENGTH)
}
