import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deviceCookie, readDeviceCookie } from '@/server/http/credentials/cookies'
import { env } from '@/server/settings/env'
import { anonymous, requireWithinLimit } from './rate-limit'

/**
 * Counts a try to sign in, of whatever account: an office signs in from one address, a guesser tries many passwords, and
 * a guesser with many addresses uses all of them. That last bound is a slow one, and browsers that have signed in to the
 * account before pass it: nobody may lock an agent out by guessing.
 *
 * @throws SupportError `rate_limited`
 */
export async function requireSignInAllowed(headers: Headers, network: string, email: string): Promise<void> {
  const account = email.toLowerCase()
  await requireWithinLimit('signInFromNetwork', anonymous(network))
  await requireWithinLimit('signInToAccount', anonymous(`${network} ${account}`))
  if (!isKnownDevice(headers, account))
    await requireWithinLimit('signInToAccountFromAnywhere', anonymous(account))
}

/** The `Set-Cookie` for a browser that has signed in to an account. */
export function knownDeviceCookie(email: string): string {
  const nonce = randomBytes(16).toString('base64url')
  return deviceCookie(`${nonce}.${signatureOf(nonce, email.toLowerCase())}`)
}

function isKnownDevice(headers: Headers, account: string): boolean {
  const [nonce = '', signature = '', ...rest] = readDeviceCookie(headers)?.split('.') ?? []
  if (nonce === '' || rest.length > 0) return false
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(nonce, account))]
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected)
}

function signatureOf(nonce: string, account: string): string {
  return createHmac('sha256', env().AUTH_SECRET ?? '')
    .update(`device ${nonce} ${account}`)
    .digest('base64url')
}
