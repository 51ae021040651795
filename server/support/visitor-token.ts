import { createHash, randomBytes } from 'node:crypto'

/** A visitor's proof of who it is: 256 random bits, as URL-safe text. Only its hash is ever stored. */
export function createVisitorToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a secret: enough to recognise it, useless to whoever reads it. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
