import { createHmac, timingSafeEqual } from 'node:crypto'
import { RealtimeError } from '../errors'

/** The claims of a token, unvalidated. */
export type Claims = Record<string, unknown>

export type Jwt = {
  header: Record<string, unknown>
  claims: Claims
  signed: string
  signature: Buffer
}

/**
 * Decodes a JWT without verifying it.
 *
 * @throws RealtimeError `bad_jwt`
 */
export function decodeJwt(text: string): Jwt {
  const [header = '', claims = '', signature = '', ...rest] = text.split('.')
  if (rest.length > 0 || ![header, claims, signature].every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    throw badJwt('is not a JWT')
  return {
    header: jsonObject(header),
    claims: jsonObject(claims),
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

/**
 * Checks algorithm and signature. Only HS256 with the given secret: keys embedded in or referenced by the header are
 * ignored.
 *
 * @throws RealtimeError `bad_jwt` for another algorithm, `unauthorized` for a wrong signature
 */
export function verifySignature(jwt: Jwt, secret: string): void {
  if (jwt.header.alg !== 'HS256') throw badJwt('is not signed with HS256')
  const expected = createHmac('sha256', secret).update(jwt.signed).digest()
  // 40101, not a token error: with one, the SDK would fetch token after token that fails the same way.
  if (jwt.signature.length !== expected.length || !timingSafeEqual(jwt.signature, expected))
    throw new RealtimeError('unauthorized', 'the signature of the token is wrong')
}

/** Signs claims with HS256. */
export function signJwt(keyName: string, secret: string, claims: Claims): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyName })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

export function badJwt(what: string): RealtimeError {
  return new RealtimeError('bad_jwt', `the token ${what}`)
}

function jsonObject(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Falls through: invalid JSON is refused like JSON of the wrong type.
  }
  throw badJwt('is not a JWT')
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
