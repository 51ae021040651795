import { timingSafeEqual } from 'node:crypto'
import { RealtimeError } from '../errors'
import type { TokenLimits } from '../options'
import { type Capability, toCapability } from './capability'

export type Key = {
  /** `appId.keyId` */
  name: string
  secret: string
  /** What the key may do, and the most that tokens it signs may do. */
  capability: Capability
  /** Whether tokens that it signs can be revoked. */
  revocableTokens: boolean
  /** Limits for clients with its tokens, overriding the general ones. */
  tokenLimits: Partial<TokenLimits>
}

/** A key as configured. */
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

  /** @throws Error for an invalid key */
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

  /** All keys, in the order given. */
  list(): Key[] {
    return [...this.#keys.values()]
  }

  /**
   * Looks up the key `appId.keyId:secret`.
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

/** The app id of a key, from its name or from `appId.keyId:secret`. Never throws: text without a dot is an app id. */
export function appIdOfKey(key: string): string {
  return key.split('.', 1)[0] ?? ''
}

/** Compares two texts in constant time. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
