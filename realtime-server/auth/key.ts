import { createHash, timingSafeEqual } from 'node:crypto'
import { RealtimeError } from '../errors'
import { type Capability, toCapability } from './capability'

export type Key = {
  /** `appId.keyId` */
  name: string
  secret: string
  /** What the key may do, and every token that it signs may do at most. */
  capability: Capability
}

const NAME = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/** What an app id looks like at Ably. */
const APP_ID = /^[A-Za-z0-9_-]{6}$/

/** The keys of this server, by name. */
export class KeyRing {
  readonly #keys = new Map<string, Key>()

  /** @throws Error for a key that nobody could use */
  constructor(keys: readonly { name: string; secret: string; capability?: Record<string, string[]> }[]) {
    for (const { name, secret, capability = { '[*]*': ['*'] } } of keys) {
      if (!isKeyName(name) || secret === '') throw new Error('a realtime key is appId.keyId and a secret')
      this.#keys.set(name, { name, secret, capability: toCapability(capability) })
    }
  }

  find(name: string): Key | undefined {
    return this.#keys.get(name)
  }

  /**
   * The key that `appId.keyId:secret` is.
   *
   * @throws RealtimeError `unauthorized`, or `not_found` when the app itself is unknown
   */
  authenticate(text: string): Key {
    const colon = text.indexOf(':')
    const name = text.slice(0, Math.max(colon, 0))
    const key = this.#keys.get(name)
    if (!key) throw this.#unknown(name)
    if (!equalInConstantTime(text.slice(colon + 1), key.secret))
      throw new RealtimeError('unauthorized', 'invalid credentials')
    return key
  }

  #unknown(name: string): RealtimeError {
    const [app = ''] = name.split('.')
    const isOurApp = [...this.#keys.keys()].some((known) => known.startsWith(`${app}.`))
    if (isOurApp || !APP_ID.test(app)) return new RealtimeError('unauthorized', 'invalid credentials')
    return new RealtimeError('not_found', 'no such application')
  }
}

export function isKeyName(text: string): boolean {
  return NAME.test(text)
}

/** Whether two texts are equal, in a time that says nothing of where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
