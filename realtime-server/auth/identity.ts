import { RealtimeError } from '../errors'
import type { Capability } from './capability'

/** Who a request or connection is, and what it may do. */
export type Identity = {
  /** How it showed who it is. */
  kind: 'key' | 'token'
  keyName: string
  /** A concrete id; `*` for a client that may speak for anyone; `null` for an anonymous one. */
  clientId: string | null
  capability: Capability
  /** When its token ends, in milliseconds since 1970. Keys do not end. */
  expiresAt: number | null
  token: TokenFacts | null
}

/** What a token can be revoked by. */
export type TokenFacts = {
  clientId: string | null
  /** Milliseconds since 1970; 0 when the token does not say. */
  issuedAt: number
  revocationKey: string | null
  /** The resources as the token names them. */
  resources: readonly string[]
}

/**
 * Who somebody is when credentials allow one id and ask for another (spec RSA7, RSA15).
 *
 * @param allowed what the credentials are bound to: an id, `*` or nobody
 * @param asked what the client wants to be
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
 * The id to write on something that a client publishes.
 *
 * @param own the id of the client: concrete, `*` or `null`
 * @throws RealtimeError `bad_client_id` when it claims an id that is not its own
 */
export function authorOf(own: string | null, claimed: string | undefined): string | undefined {
  if (claimed === undefined) return own === null || own === '*' ? undefined : own
  if (claimed === '' || claimed === '*')
    throw new RealtimeError('bad_client_id', 'not an id a client can have')
  if (own !== '*' && own !== claimed)
    throw new RealtimeError('bad_client_id', 'the client id is not your own')
  return claimed
}
