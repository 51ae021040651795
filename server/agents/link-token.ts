import { createHash, randomBytes } from 'node:crypto'

/** A secret that stands in a link, and what is stored of it: a backup or a log that holds the hash opens nothing. */
export type LinkToken = { token: string; hash: Uint8Array<ArrayBuffer> }

/** 256 random bits, as they stand after the # of a link. */
export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfLinkToken(token) }
}

/**
 * What is stored of a token. A fast hash will do, because 256 random bits cannot be guessed; so a wrong token is refused before
 * anything costly.
 */
export function hashOfLinkToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
