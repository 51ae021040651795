import { timingSafeEqual } from 'node:crypto'
import { RealtimeError } from '../errors'
import type { TokenLimits } from '../options'
import { type Capability, toCapability } from './capability'

export type Key = {
  /** `appId.keyId` */
  name: string
  secret: string
  /** What the key may do, and every token that it signs may do at most. */
  capability: Capability
  /** Whether the tokens that it signs can be taken back. */
  revocableTokens: boolean
  /** What bounds those who show its tokens, in place of the general limits. */
  tokenLimits: Partial<TokenLimits>
}

/** A key as it is configured. */
export type KeyInit = {
  name: string
  secret: string
  capability?: Record<string, string[]>
  revocableTokens?: boolean
  tokenLimits?: Partial<TokenLimits>
}

const NAME = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/** The keys of one app, by name. */
export class KeyRing {
  readonly #keys = new Map<string, Key>()

  /** @throws Error for a key that nobody could use */
  constructor(keys: readonly KeyInit[]) {
    for (const init of keys) {
      const { name, secret, capability = { '[*]*': ['*'] }, revocableTokens = true, tokenLimits = {} } = init
      if (!isKeyName(name) || secret === '') throw new Error('a realtime key is appId.keyId and a secret')
      const key = { name, secret, capability: toCapability(capability), revocableTokens, tokenLimits }
      this.#keys.set(name, key)
    }
  }

  find(name: string): Key | undefined {
    return this.#keys.get(name)
  }

  /** All keys, in the order in which they were given. */
  list(): Key[] {
    return [...this.#keys.values()]
  }

  /**
   * The key that `appId.keyId:secret` is.
   *
   * @throws RealtimeError `unauthorized`
   */
  authenticate(text: string): Key {
    const colon = text.indexOf(':')
    const key = this.#keys.get(text.slice(0, Math.max(colon, 0)))
    if (!key || !equalInConstantTime(text.slice(colon + 1), key.secret))
      throw new RealtimeError('unauthorized', 'invalid credentials')
    return key
  }
}

export function isKeyName(text: string): boolean {
  return NAME.test(text)
}

/** The app of a key, by its name or as `appId.keyId:secret`. Total: whatever has no dot is an app id. */
export function appIdOfKey(key: string): string {
  return key.split('.', 1)[0] ?? ''
}

/** Whether two texts are equal, in a time that says nothing of where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
