import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '@/server/settings/env'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts text for the database, so that a leaked backup does not reveal it. The key is derived from `AUTH_SECRET`.
 *
 * @param context what the text belongs to, such as its row's id. Decryption requires the same one
 */
export function seal(text: string, context: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key(), nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/** Decrypts the result of {@link seal}; `null` if the context or `AUTH_SECRET` differs. */
export function unseal(bytes: Uint8Array, context: string): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  try {
    const decipher = createDecipheriv(CIPHER, key(), nonce).setAAD(Buffer.from(context)).setAuthTag(tag)
    const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
    return Buffer.concat(text).toString('utf8')
  } catch {
    return null
  }
}

function key(): Buffer {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  return Buffer.from(hkdfSync('sha256', AUTH_SECRET, '', 'porchlight site secrets', 32))
}
