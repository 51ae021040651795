import { RealtimeError } from '../errors'
import type { Origin } from '../origin'
import type { Credentials } from './authenticator'

/**
 * Refuses a key sent in plain text over the network, before checking whether it is right.
 *
 * @throws RealtimeError `insecure_key`
 */
export function refusePlainKey(
  credentials: Credentials | null,
  { isSecure }: Origin,
  { allowKeysOverPlainHttp }: { allowKeysOverPlainHttp: boolean },
): void {
  if (credentials !== null && 'key' in credentials && !isSecure && !allowKeysOverPlainHttp)
    throw new RealtimeError('insecure_key', 'keys are accepted over TLS only; use TLS, or a token')
}
