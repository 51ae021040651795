/** A number of bytes to hand out, first come, first served. */
export class Budget {
  #left: number

  /** @param bytes `Infinity` for unlimited */
  constructor(bytes: number) {
    this.#left = bytes
  }

  /** Takes the bytes if that many are left; false otherwise. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
