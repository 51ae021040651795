/**
 * A QR code (ISO/IEC 18004) at error correction level M, which tolerates about 15 % damage. Rows of modules; `true` is dark.
 * Generated here, so that the content is not sent to a third party.
 */
export type QrCode = readonly (readonly boolean[])[]

/** By version, from 1 on: check codewords per block, and blocks. Version 20 holds 666 bytes. */
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** The smallest code for a text; `null` if it exceeds 666 bytes of UTF-8. */
export function qrCodeOf(text: string): QrCode | null {
  const bytes = [...new TextEncoder().encode(text)]
  const version = CHECKS.findIndex((_, index) => bytes.length <= capacityOf(index + 1)) + 1
  if (version === 0) return null

  const codewords = interleave(dataOf(bytes, version), version)
  const drawn = MASKS.map((_, mask) => draw(codewords, version, mask))
  const penalties = drawn.map(penaltyOf)
  return drawn[penalties.indexOf(Math.min(...penalties))] ?? null
}

/** Bytes that fit beside the mode and the length. */
function capacityOf(version: number): number {
  return dataCodewords(version) - (version < 10 ? 2 : 3)
}

function dataCodewords(version: number): number {
  return rawCodewords(version) - at(CHECKS, version - 1) * at(BLOCKS, version - 1)
}

/** The codewords that fit beside the function patterns. */
function rawCodewords(version: number): number {
  const positions = alignmentPositions(version).length
  let modules = (16 * version + 128) * version + 64
  if (version >= 2) modules -= (25 * positions - 10) * positions - 55
  if (version >= 7) modules -= 36
  return Math.floor(modules / 8)
}

function dataOf(bytes: readonly number[], version: number): number[] {
  const size = dataCodewords(version)
  const bits = [...toBits(0b0100, 4), ...toBits(bytes.length, version < 10 ? 8 : 16)]
  for (const byte of bytes) bits.push(...toBits(byte, 8))
  bits.push(...toBits(0, Math.min(4, size * 8 - bits.length)))
  bits.push(...toBits(0, (8 - (bits.length % 8)) % 8))
  const data = Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce<number>((byte, bit) => byte * 2 + Number(bit), 0),
  )
  for (let pad = 0xec; data.length < size; pad ^= 0xec ^ 0x11) data.push(pad)
  return data
}

/**
 * Splits the data into blocks, longer ones last, each with its check codewords, and interleaves them, so that local damage
 * affects all a little.
 */
function interleave(data: readonly number[], version: number): number[] {
  const [count, checks] = [at(BLOCKS, version - 1), at(CHECKS, version - 1)]
  const short = Math.floor(data.length / count)
  const firstLong = count - (data.length % count)
  const blocks = Array.from({ length: count }, (_, index) => {
    const start = index * short + Math.max(0, index - firstLong)
    return data.slice(start, start + short + (index >= firstLong ? 1 : 0))
  })
  const divisor = divisorOf(checks)
  const checked = blocks.map((block) => remainderOf(block, divisor))
  const columns = (rows: number[][], length: number) =>
    Array.from({ length }, (_, column) => rows.flatMap((row) => row.slice(column, column + 1))).flat()
  return [...columns(blocks, short + 1), ...columns(checked, checks)]
}

/** Multiplication in GF(256). */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    if (((b >>> bit) & 1) === 1) product ^= a
  }
  return product
}

/** The Reed-Solomon generator polynomial of a degree, without its leading coefficient. */
function divisorOf(degree: number): number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let step = 0; step < degree; step += 1) {
    for (let index = 0; index < degree; index += 1)
      divisor[index] = multiply(at(divisor, index), root) ^ (divisor[index + 1] ?? 0)
    root = multiply(root, 2)
  }
  return divisor
}

function remainderOf(data: readonly number[], divisor: readonly number[]): number[] {
  let remainder = divisor.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ at(remainder, 0)
    remainder = [...remainder.slice(1), 0].map((value, index) => value ^ multiply(at(divisor, index), factor))
  }
  return remainder
}

function draw(codewords: readonly number[], version: number, mask: number): boolean[][] {
  const size = version * 4 + 17
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const isPattern = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const set = (x: number, y: number, isDark: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    at(modules, y)[x] = isDark
    at(isPattern, y)[x] = true
  }

  for (let index = 0; index < size; index += 1) {
    set(6, index, index % 2 === 0)
    set(index, 6, index % 2 === 0)
  }
  const corners = [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const
  for (const [x, y] of corners) drawRings(set, x, y, 4)
  const positions = alignmentPositions(version)
  const last = positions.length - 1
  for (const [i, x] of positions.entries())
    for (const [j, y] of positions.entries()) {
      const isCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!isCorner) drawRings(set, x, y, 2)
    }
  drawFormat(set, size, mask)
  if (version >= 7) drawVersion(set, size, version)

  const isMasked = at(MASKS, mask)
  let bit = 0
  for (const [x, y] of zigzag(size)) {
    if (at(at(isPattern, y), x)) continue
    // Remainder bits after the data are light.
    const isDark = (((codewords[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1
    at(modules, y)[x] = isDark !== isMasked(x, y)
    bit += 1
  }
  return modules
}

type SetModule = (x: number, y: number, isDark: boolean) => void

/** Concentric squares around a dark centre. The finders' separator, the fourth ring, is light. */
function drawRings(set: SetModule, x: number, y: number, radius: number): void {
  for (let dy = -radius; dy <= radius; dy += 1)
    for (let dx = -radius; dx <= radius; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy))
      set(x + dx, y + dy, radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1)
    }
}

/** Draws the format information twice. Level M is 0, so only the mask matters. */
function drawFormat(set: SetModule, size: number, mask: number): void {
  let check = mask
  for (let step = 0; step < 10; step += 1) check = (check << 1) ^ ((check >>> 9) * 0x537)
  const bits = ((mask << 10) | check) ^ 0x5412
  const isDark = (index: number) => ((bits >>> index) & 1) === 1

  for (let index = 0; index <= 5; index += 1) set(8, index, isDark(index))
  set(8, 7, isDark(6))
  set(8, 8, isDark(7))
  set(7, 8, isDark(8))
  for (let index = 9; index < 15; index += 1) set(14 - index, 8, isDark(index))
  for (let index = 0; index < 8; index += 1) set(size - 1 - index, 8, isDark(index))
  for (let index = 8; index < 15; index += 1) set(8, size - 15 + index, isDark(index))
  set(8, size - 8, true)
}

function drawVersion(set: SetModule, size: number, version: number): void {
  let check = version
  for (let step = 0; step < 12; step += 1) check = (check << 1) ^ ((check >>> 11) * 0x1f25)
  const bits = (version << 12) | check
  for (let index = 0; index < 18; index += 1) {
    const isDark = ((bits >>> index) & 1) === 1
    const [a, b] = [size - 11 + (index % 3), Math.floor(index / 3)]
    set(a, b, isDark)
    set(b, a, isDark)
  }
}

/** The coordinates of the alignment patterns, on both axes. */
function alignmentPositions(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const rest = Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - index * step)
  return [6, ...rest.reverse()]
}

/** The order of the data modules: up and down in pairs of columns from the right, skipping the vertical timing pattern. */
function* zigzag(size: number): Generator<[x: number, y: number]> {
  let isUpwards = true
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const y = isUpwards ? size - 1 - step : step
      yield [right, y]
      yield [right - 1, y]
    }
    isUpwards = !isUpwards
  }
}

/** The penalty score: runs and squares of one colour, finder-like patterns, and imbalance. */
function penaltyOf(modules: boolean[][]): number {
  const columns = modules.map((_, x) => modules.map((row) => at(row, x)))
  const lines = [...modules, ...columns].map((line) => line.map((isDark) => (isDark ? '1' : '0')).join(''))
  let penalty = 0
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
    penalty += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length
  }
  for (let y = 1; y < modules.length; y += 1)
    for (let x = 1; x < modules.length; x += 1) {
      const [above, row] = [at(modules, y - 1), at(modules, y)]
      if (row[x] === row[x - 1] && row[x] === above[x] && row[x] === above[x - 1]) penalty += 3
    }
  const dark = modules.flat().filter(Boolean).length / modules.length ** 2
  return penalty + 10 * Math.floor(Math.abs(dark * 20 - 10))
}

function toBits(value: number, length: number): boolean[] {
  return Array.from({ length }, (_, index) => ((value >>> (length - 1 - index)) & 1) === 1)
}

/** An element that must exist. */
function at<Element>(list: readonly Element[], index: number): Element {
  const element = list[index]
  if (element === undefined) throw new RangeError(`No element at index ${index}`)
  return element
}
