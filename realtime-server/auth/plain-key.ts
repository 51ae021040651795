import { RealtimeError } from '../errors'
import type { Origin } from '../origin'
import type { Credentials } from './authenticator'

/**
 * Refuses a key that others could read on the way, before anybody says whether it is right.
 *
 * @throws RealtimeError `insecure_key`
 */
export function refusePlainKey(
  credentials: Credentials | null,
  { isSecure }: Origin,
  { allowKeysOverPlainHttp }: { allowKeysOverPlainHttp: boolean },
): void {
  if (credentials !== null && 'key' in credentials && !isSecure && !allowKeysOverPlainHttp)
    throw new RealtimeError('insecure_key', 'a key is taken over TLS only; use TLS, or a token')
}
