import { createHash, randomBytes } from 'node:crypto'

/** A link's secret and its hash. Only the hash is stored, so that a leaked backup or log is useless. */
export type LinkToken = { token: string; hash: Uint8Array<ArrayBuffer> }

/** A new token: 256 random bits, for the fragment of a link. */
export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfLinkToken(token) }
}

/**
 * The stored hash of a token. A fast hash is enough, because 256 random bits cannot be guessed, and it rejects wrong tokens
 * cheaply.
 */
export function hashOfLinkToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
