import { RealtimeError } from '../errors'
import { type Capability, formatCapability, intersect, parseCapability } from './capability'
import type { Identity } from './identity'
import { badJwt, type Claims, decodeJwt, type Jwt, verifySignature } from './jwt'
import { appIdOfKey, isKeyName, type Key, type KeyRing } from './key'
import { appIdOfNativeToken, openToken, sealToken } from './native-token'

/** How far ahead of the server's the signer's clock may be, in milliseconds. */
const MAX_SKEW_MS = 60_000

/** The longest lifetime of a token, in milliseconds: leaked tokens must expire. */
const MAX_LIFETIME_MS = 24 * 60 * 60_000

/** The response to a token request (spec TD2). */
export type TokenDetails = {
  token: string
  keyName: string
  /** Milliseconds since 1970. */
  issued: number
  /** Milliseconds since 1970. */
  expires: number
  capability: string
  clientId?: string
}

/** Issues a native token. The server stores nothing for it. */
export function issueToken(
  key: Key,
  { capability, clientId, ttlMs }: { capability: Capability; clientId: string | null; ttlMs: number },
  now: number,
): TokenDetails {
  const text = formatCapability(capability)
  const token = sealToken(key, {
    iat: now / 1000,
    exp: (now + ttlMs) / 1000,
    'x-ably-capability': text,
    ...(clientId !== null && { 'x-ably-clientId': clientId }),
  })
  const details = { token, keyName: key.name, issued: now, expires: now + ttlMs, capability: text }
  return clientId === null ? details : { ...details, clientId }
}

/**
 * The identity behind a token: a native one, or a JWT signed with one of the keys.
 *
 * @throws RealtimeError `bad_jwt`, `unauthorized` for a wrong signature, `not_found` for an unknown key,
 *   `unknown_token` for a native token not issued here, `token_expired`
 */
export function identityOfToken(text: string, keys: KeyRing, now: number): Identity {
  const token = unwrap(text)
  const { key, claims } = typeof token === 'string' ? openToken(token, keys) : verify(token, keys)
  const expiresAt = milliseconds(claims, 'exp') ?? missing('exp')
  const issuedAt = milliseconds(claims, 'iat') ?? 0
  if (issuedAt > now + MAX_SKEW_MS) throw badJwt('was issued in the future')
  if (expiresAt > now + MAX_LIFETIME_MS + MAX_SKEW_MS) throw badJwt('lives longer than 24 hours')
  if (expiresAt <= now) throw new RealtimeError('token_expired', 'the token has expired')

  const claimed = capabilityOf(claims)
  const clientId = optionalText(claims, 'x-ably-clientId')
  return {
    kind: 'token',
    keyName: key.name,
    clientId,
    capability: claimed === null ? key.capability : intersect(claimed, key.capability),
    expiresAt,
    token: {
      clientId,
      issuedAt,
      revocationKey: optionalText(claims, 'x-ably-revocation-key'),
      resources: (claimed ?? key.capability).map(({ resource }) => resource),
    },
  }
}

/**
 * The app id that a token claims. Unverified.
 *
 * @throws RealtimeError `bad_jwt`
 */
export function appIdOfToken(text: string): string {
  const token = unwrap(text)
  return typeof token === 'string' ? (appIdOfNativeToken(token) ?? '') : appIdOfKey(keyNameOf(token))
}

/** The token to verify: text if native. Of a JWT that embeds a token, only the embedded one counts. */
function unwrap(text: string): Jwt | string {
  if (appIdOfNativeToken(text) !== null) return text
  const jwt = decodeJwt(text)
  const embedded = jwt.claims['x-ably-token']
  if (embedded === undefined) return jwt
  if (typeof embedded !== 'string') throw badJwt('embeds something other than a token')
  return appIdOfNativeToken(embedded) === null ? decodeJwt(embedded) : embedded
}

function verify(jwt: Jwt, keys: KeyRing): { key: Key; claims: Claims } {
  const key = keys.find(keyNameOf(jwt))
  if (!key) throw new RealtimeError('not_found', 'no such key')
  verifySignature(jwt, key.secret)
  return { key, claims: jwt.claims }
}

function keyNameOf({ header: { kid } }: Jwt): string {
  if (typeof kid !== 'string' || !isKeyName(kid)) throw badJwt('does not name its key')
  return kid
}

function capabilityOf(claims: Claims): Capability | null {
  const text = optionalText(claims, 'x-ably-capability')
  if (text === null) return null
  try {
    return parseCapability(text)
  } catch (error) {
    throw badJwt(`cannot be used: ${error instanceof Error ? error.message : ''}`)
  }
}

function milliseconds(claims: Claims, name: string): number | null {
  const value = claims[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badJwt(`has a ${name} that is not a number`)
  return value * 1000
}

function optionalText(claims: Claims, name: string): string | null {
  const value = claims[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value === '') throw badJwt(`has a ${name} that is not a string`)
  return value
}

function missing(name: string): never {
  throw badJwt(`has no ${name}`)
}
