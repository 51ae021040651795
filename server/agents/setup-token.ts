import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { env } from '@/server/settings/env'

/**
 * The link where the first admin creates their account. Its token appears only in the process's output; as a fragment, it reaches
 * no access log and no other site.
 *
 * @param address scheme, host and port that people use
 */
export async function setUpLink(address: string): Promise<string> {
  return `${address}/setup#${await setUpToken()}`
}

/**
 * Requires the token of {@link setUpLink}.
 *
 * @throws SupportError `wrong_setup_token`
 */
export async function requireSetUpToken(token: string): Promise<void> {
  if (!timingSafeEqual(hash(token), hash(await setUpToken()))) throw new SupportError('wrong_setup_token')
}

/** Stable across processes and restarts, and unique to this installation. */
async function setUpToken(): Promise<string> {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  const { epoch } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { epoch: true } })
  return createHmac('sha256', AUTH_SECRET).update(`set-up:${epoch}`).digest('base64url')
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
