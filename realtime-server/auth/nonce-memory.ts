/** Remembers nonces for as long as a request with the same timestamp could come again. In memory. */
export class NonceMemory {
  readonly #windowMs: number
  /** In the order of use, because a Map keeps it. */
  readonly #usedAt = new Map<string, number>()

  /** @param windowMs how old a request may be */
  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** Whether the nonce is new. It no longer is afterwards. */
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

  /** A timestamp may be ahead by the window and is then good for twice as long. */
  #forget(now: number): void {
    for (const [nonce, usedAt] of this.#usedAt) {
      if (now - usedAt <= 2 * this.#windowMs) return
      this.#usedAt.delete(nonce)
    }
  }
}
