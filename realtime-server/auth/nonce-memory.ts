/** Remembers nonces, in memory, for as long as a request with the same timestamp could be replayed. */
export class NonceMemory {
  readonly #windowMs: number
  /** In order of use: a Map keeps insertion order. */
  readonly #usedAt = new Map<string, number>()

  /** @param windowMs how old a request may be */
  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** Uses up a nonce. False if it was used before. */
  use(nonce: string, now: number): boolean {
    this.#forget(now)
    if (this.#usedAt.has(nonce)) return false
    this.#usedAt.set(nonce, now)
    return true
  }

  /** Every nonce with the time of its use, oldest first. */
  snapshot(): [nonce: string, usedAt: number][] {
    return [...this.#usedAt]
  }

  restore(nonces: readonly [nonce: string, usedAt: number][]): void {
    for (const [nonce, usedAt] of nonces) this.#usedAt.set(nonce, usedAt)
  }

  /** A timestamp may be up to one window ahead, and is then valid for two. */
  #forget(now: number): void {
    for (const [nonce, usedAt] of this.#usedAt) {
      if (now - usedAt <= 2 * this.#windowMs) return
      this.#usedAt.delete(nonce)
    }
  }
}
