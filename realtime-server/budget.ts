/** A number of bytes to be given away, first come, first served. */
export class Budget {
  #left: number

  /** @param bytes `Infinity` for no bound */
  constructor(bytes: number) {
    this.#left = bytes
  }

  /** Whether so much is left. It is taken if so. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
