import type { Credentials } from './authenticator'
import { keyNameOfToken } from './token'

/**
 * The id of the app that credentials are for. Nothing of them is believed yet.
 *
 * @throws RealtimeError `bad_jwt` for a token that names no key
 */
export function appIdOf(credentials: Credentials): string {
  return appIdOfKey('key' in credentials ? credentials.key : keyNameOfToken(credentials.token))
}

/** The app of a key, by its name or as `appId.keyId:secret`. Total: whatever has no dot is an app id. */
export function appIdOfKey(key: string): string {
  return key.split('.', 1)[0] ?? ''
}
