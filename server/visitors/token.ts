import { createHash, createHmac, randomBytes } from 'node:crypto'
import { env } from '@/server/settings/env'
import type { CredentialMode } from '../../generated/prisma/client'

const HEADER_PREFIX = 'v1_'

/**
 * A visitor's proof of who it is: 256 bits as URL-safe text, made of the key under which it started and of a secret of ours.
 * The same start gives the same token, so repeating it opens no further session. Each mode has its own token, so one does not
 * replace the other. Only hashes are stored. A token that scripts handle has a recognisable prefix.
 */
export function visitorTokenOf(startKey: string, mode: CredentialMode): string {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  const hmac = (use: string) =>
    createHmac('sha256', AUTH_SECRET).update(`${use} ${startKey}`).digest('base64url')
  return mode === 'COOKIE' ? hmac('visitor-token') : `${HEADER_PREFIX}${hmac('visitor-header')}`
}

/** A proof of the same form that no start can repeat: 256 random bits. */
export function randomTokenOf(mode: CredentialMode): string {
  return `${mode === 'COOKIE' ? '' : HEADER_PREFIX}${randomBytes(32).toString('base64url')}`
}

/** What the database keeps of a secret: enough to recognise it, useless to a reader of the database. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
