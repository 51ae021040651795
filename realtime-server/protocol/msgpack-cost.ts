/** Bytes that decoding may take regardless of size. */
const FREE = 512 * 1024
/** Bytes that decoding may take per byte beyond that. Legitimate messages stay well below. */
const PER_BYTE = 20
const MAX_DEPTH = 64

/** Memory taken by values, in bytes, rounded up. */
const ARRAY = 64
const ELEMENT = 8
const MAP = 96
const ENTRY = 64
const TEXT = 32
const NUMBER = 16
const BINARY = 128
const EXTENSION = 192
/** Engines store numbered properties in arrays with holes: a distant index can cost a thousand holes. */
const SPARSE_ENTRY = 12 * 1024

/** Types of fixed length: how many bytes follow, and how much memory they take. */
const fixedTypes = new Map<number, readonly [size: number, cost: number]>([
  ...[0xc0, 0xc2, 0xc3].map((type) => [type, [0, 0]] as const), // nil, false, true
  ...[0xca, 0xcb].map((type, power) => [type, [4 << power, NUMBER]] as const), // float
  ...[0xcc, 0xcd, 0xce, 0xcf].map((type, power) => [type, [1 << power, NUMBER]] as const), // uint
  ...[0xd0, 0xd1, 0xd2, 0xd3].map((type, power) => [type, [1 << power, NUMBER]] as const), // int
  ...[0xd4, 0xd5, 0xd6, 0xd7, 0xd8].map((type, power) => [type, [(1 << power) + 1, EXTENSION]] as const), // fixext
])

/** Invalid msgpack, or msgpack whose decoding would cost disproportionate memory. */
export class CostlyMsgpackError extends Error {
  override readonly name = 'CostlyMsgpackError'
}

/**
 * Walks one msgpack value without decoding it. A decoder allocates what a header claims before it checks that the elements
 * exist, so this compares all claims together with the bytes left.
 *
 * @throws CostlyMsgpackError for a claim beyond the end, nesting deeper than 64, a key that is not text, or a value that
 *   would take more than 512 KiB plus 20 times its size in memory
 */
export function checkMsgpackCost(bytes: Uint8Array): void {
  new Walk(bytes).run()
}

class Walk {
  readonly #bytes: Uint8Array
  #at = 0
  #budget: number
  /** Values claimed by open containers and not yet reached. Each takes at least one byte. */
  #claimed = 0
  #depth = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#budget = FREE + PER_BYTE * bytes.byteLength
  }

  run(): void {
    this.#claim(1)
    this.#value()
    if (this.#at !== this.#bytes.byteLength) refuse('there is more than one value')
  }

  #value(): void {
    this.#claimed--
    const type = this.#number(1)
    if (type < 0x80 || type >= 0xe0) return
    if (type < 0x90) this.#map(type & 0x0f)
    else if (type < 0xa0) this.#array(type & 0x0f)
    else if (type < 0xc0) this.#text(type & 0x1f)
    else this.#typed(type)
  }

  #typed(type: number): void {
    const fixed = fixedTypes.get(type)
    if (fixed) this.#skip(...fixed)
    else if (type >= 0xc4 && type <= 0xc6) this.#skip(this.#number(1 << (type - 0xc4)), BINARY)
    else if (type >= 0xc7 && type <= 0xc9) this.#skip(this.#number(1 << (type - 0xc7)) + 1, EXTENSION)
    else if (type >= 0xd9 && type <= 0xdb) this.#text(this.#number(1 << (type - 0xd9)))
    else if (type === 0xdc || type === 0xdd) this.#array(this.#number(2 << (type - 0xdc)))
    else if (type === 0xde || type === 0xdf) this.#map(this.#number(2 << (type - 0xde)))
    else refuse('0xc1 is not a type')
  }

  #array(size: number): void {
    this.#open(size, ARRAY + size * ELEMENT)
    for (let index = 0; index < size; index++) this.#value()
    this.#depth--
  }

  #map(size: number): void {
    this.#open(2 * size, MAP + size * ENTRY)
    for (let index = 0; index < size; index++) {
      this.#key(size)
      this.#value()
    }
    this.#depth--
  }

  #open(claimed: number, cost: number): void {
    this.#depth++
    if (this.#depth > MAX_DEPTH) refuse(`it is nested deeper than ${MAX_DEPTH}`)
    this.#claim(claimed)
    this.#spend(cost)
  }

  #key(siblings: number): void {
    this.#claimed--
    const type = this.#number(1)
    if (type >= 0xa0 && type < 0xc0) this.#keyText(type & 0x1f, siblings)
    else if (type >= 0xd9 && type <= 0xdb) this.#keyText(this.#number(1 << (type - 0xd9)), siblings)
    else refuse('a key is not text')
  }

  #keyText(size: number, siblings: number): void {
    const start = this.#at
    this.#text(size)
    let index = 0
    for (let at = start; at < this.#at; at++) {
      const digit = (this.#bytes[at] ?? 0) - 0x30
      if (digit < 0 || digit > 9) return
      index = index * 10 + digit
    }
    if (index > siblings) this.#spend(SPARSE_ENTRY)
  }

  #text(size: number): void {
    this.#skip(size, TEXT + size)
  }

  #skip(size: number, cost: number): void {
    this.#at += size
    if (this.#claimed > this.#bytes.byteLength - this.#at) refuse('it ends too early')
    this.#spend(cost)
  }

  #claim(values: number): void {
    this.#claimed += values
    if (this.#claimed > this.#bytes.byteLength - this.#at) refuse('it claims more elements than it has bytes')
  }

  #spend(cost: number): void {
    this.#budget -= cost
    if (this.#budget < 0) refuse('it would take too much memory')
  }

  /** A big-endian number of 1, 2 or 4 bytes. */
  #number(size: number): number {
    let value = 0
    for (let end = this.#at + size; this.#at < end; this.#at++)
      value = value * 256 + (this.#bytes[this.#at] ?? 0)
    return value
  }
}

function refuse(why: string): never {
  throw new CostlyMsgpackError(`the msgpack is refused: ${why}`)
}
