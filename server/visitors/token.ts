import { createHash, createHmac } from 'node:crypto'
import { env } from '@/server/settings/env'

/**
 * A visitor's proof of who it is: 256 bits as URL-safe text, made of the key under which it started and of a secret of ours.
 * The same start gives the same token, so that repeating it opens no further session. Neither is stored, only their hashes.
 */
export function visitorTokenOf(startKey: string): string {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  return createHmac('sha256', AUTH_SECRET).update(`visitor-token ${startKey}`).digest('base64url')
}

/** What the database keeps of a secret: enough to recognise it, useless to a reader of the database. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
