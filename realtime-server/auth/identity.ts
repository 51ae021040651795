import { RealtimeError } from '../errors'
import type { Capability } from './capability'

/** Who a request or connection acts as, and what it may do. */
export type Identity = {
  /** How it authenticated. */
  kind: 'key' | 'token'
  keyName: string
  /** A concrete id; `*` for a client that may act as anyone; `null` for an anonymous one. */
  clientId: string | null
  capability: Capability
  /** When its token expires, in milliseconds since 1970. `null` for keys, which do not expire. */
  expiresAt: number | null
  token: TokenFacts | null
}

/** The properties of a token that revocations match. */
export type TokenFacts = {
  clientId: string | null
  /** Milliseconds since 1970; 0 when the token has no such claim. */
  issuedAt: number
  revocationKey: string | null
  /** The resources as written in the token. */
  resources: readonly string[]
}

/**
 * Resolves the client id from what the credentials allow and what the client asks for (spec RSA7, RSA15).
 *
 * @param allowed what the credentials are bound to: an id, `*`, or `null` for anonymous
 * @param asked the client id requested
 * @throws RealtimeError `bad_client_id`, `incompatible_credentials`
 */
export function resolveClientId(allowed: string | null, asked: string | null): string | null {
  if (asked === null) return allowed
  if (asked === '' || asked === '*') throw new RealtimeError('bad_client_id', 'not an id a client can have')
  if (allowed !== '*' && allowed !== asked)
    throw new RealtimeError('incompatible_credentials', 'the token is bound to another client id')
  return asked
}

/**
 * The client id to stamp on what a client publishes.
 *
 * @param own the client's id: concrete, `*` or `null`
 * @throws RealtimeError `bad_client_id` when it claims another client's id
 */
export function authorOf(own: string | null, claimed: string | undefined): string | undefined {
  if (claimed === undefined) return own === null || own === '*' ? undefined : own
  if (claimed === '' || claimed === '*')
    throw new RealtimeError('bad_client_id', 'not an id a client can have')
  if (own !== '*' && own !== claimed)
    throw new RealtimeError('bad_client_id', 'the client id is not your own')
  return claimed
}
