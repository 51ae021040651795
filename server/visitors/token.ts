import { createHash, createHmac, randomBytes } from 'node:crypto'
import { env } from '@/server/settings/env'
import type { CredentialMode } from '../../generated/prisma/client'

const HEADER_PREFIX = 'v1_'

/**
 * A visitor's token: 256 bits as URL-safe text, derived from the start key and our secret. The same start gives the same token,
 * so retrying does not open another session. Each mode has its own token, so that one does not replace the other. Only hashes
 * are stored. Tokens that scripts handle have a recognizable prefix.
 */
export function visitorTokenOf(startKey: string, mode: CredentialMode): string {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  const hmac = (use: string) =>
    createHmac('sha256', AUTH_SECRET).update(`${use} ${startKey}`).digest('base64url')
  return mode === 'COOKIE' ? hmac('visitor-token') : `${HEADER_PREFIX}${hmac('visitor-header')}`
}

/** A token in the same format that is not derived from a start: 256 random bits. */
export function randomTokenOf(mode: CredentialMode): string {
  return `${mode === 'COOKIE' ? '' : HEADER_PREFIX}${randomBytes(32).toString('base64url')}`
}

/** The stored hash of a secret, useless to anyone who reads the database. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
