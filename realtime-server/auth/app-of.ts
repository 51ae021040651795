import type { Credentials } from './authenticator'
import { appIdOfKey } from './key'
import { appIdOfToken } from './token'

/**
 * The app id that credentials claim. Unverified.
 *
 * @throws RealtimeError `bad_jwt` for a token that names no app
 */
export function appIdOf(credentials: Credentials): string {
  return 'key' in credentials ? appIdOfKey(credentials.key) : appIdOfToken(credentials.token)
}
