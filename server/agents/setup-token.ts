import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { env } from '@/server/settings/env'

/**
 * Where the first admin makes their account: the token after the # is known only from what the process prints, and a
 * fragment reaches no log and no other site.
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

/** The same in every process of this installation and after each restart, and in no other installation. */
async function setUpToken(): Promise<string> {
  const { AUTH_SECRET } = env()
  if (AUTH_SECRET === undefined) throw new Error('AUTH_SECRET is not set: start with `npm start`')
  const { epoch } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { epoch: true } })
  return createHmac('sha256', AUTH_SECRET).update(`set-up:${epoch}`).digest('base64url')
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
