import type { Identity } from '../auth/identity'
import type { KeyRing } from '../auth/key'
import type { NonceMemory } from '../auth/nonce-memory'
import type { Hub } from '../core/hub'
import type { Exchange } from './exchange'

/** What the requests work on. */
export type RestContext = { hub: Hub; keys: KeyRing; nonces: NonceMemory }

/** @throws RealtimeError when the request does not say who asks, or is not to be believed */
export function identify({ hub }: RestContext, exchange: Exchange): Identity {
  return hub.authenticator.identify(exchange.credentials, exchange.clientId)
}
