import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import { type Identity, resolveClientId } from './identity'
import type { KeyRing } from './key'
import type { Revocations } from './revocation'
import { identityOfToken } from './token'

/** What a caller presents: a key as `appId.keyId:secret`, or a token. */
export type Credentials = { key: string } | { token: string }

/** Resolves credentials to identities. */
export class Authenticator {
  readonly #keys: KeyRing
  readonly #revocations: Revocations
  readonly #clock: Clock

  constructor(keys: KeyRing, revocations: Revocations, clock: Clock) {
    this.#keys = keys
    this.#revocations = revocations
    this.#clock = clock
  }

  /**
   * @param clientId the client id asked for; `null` when none is given
   * @throws RealtimeError for credentials that are missing, wrong, expired, revoked or bound to another client id
   */
  identify(credentials: Credentials | null, clientId: string | null): Identity {
    if (credentials === null) throw new RealtimeError('unauthorized', 'no credentials')

    const identity = 'key' in credentials ? this.#byKey(credentials.key) : this.#byToken(credentials.token)
    return { ...identity, clientId: resolveClientId(identity.clientId, clientId) }
  }

  #byKey(text: string): Identity {
    const { name, capability } = this.#keys.authenticate(text)
    return { kind: 'key', keyName: name, clientId: '*', capability, expiresAt: null, token: null }
  }

  #byToken(text: string): Identity {
    const identity = identityOfToken(text, this.#keys, this.#clock.now())
    if (this.#revocations.isRevoked(identity, this.#clock.now()))
      throw new RealtimeError('token_revoked', 'the token was revoked')
    return identity
  }
}
