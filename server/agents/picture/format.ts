import { PICTURE_TYPES, type PictureType } from '@/contract/people/picture'

/** A picture's type and size, according to its headers. */
export type PictureFormat = { type: PictureType; width: number; height: number }

type Size = Omit<PictureFormat, 'type'>

/**
 * Determines a picture's format from its bytes. Walks the whole structure without decoding pixels, and rejects everything that
 * still pictures do not need, including data before or after. So polyglot files (pages, scripts, archives) are refused, as are
 * animations, comments, and EXIF or XMP metadata with the location of a photograph.
 *
 * @returns `null` if the bytes are not such a picture
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const [webp, jpeg] = PICTURE_TYPES
    const ofWebp = webpSize(view)
    if (ofWebp !== null) return { type: webp, ...ofWebp }
    const ofJpeg = jpegSize(view)
    return ofJpeg && { type: jpeg, ...ofJpeg }
  } catch (error) {
    // The file is shorter than its own lengths say.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Pixels, transparency and colour profiles: no animation and no metadata. */
const WEBP_CHUNKS = new Set(['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'])

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(view: DataView): Size | null {
  if (tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WEBP') return null
  if (view.getUint32(4, true) + 8 !== view.byteLength) return null
  const seen = new Set<string>()
  let size: Size | null = null
  for (let at = 12; at < view.byteLength; ) {
    const name = tag(view, at)
    if (!WEBP_CHUNKS.has(name) || seen.has(name)) return null
    seen.add(name)
    const length = view.getUint32(at + 4, true)
    const own = new DataView(view.buffer, view.byteOffset + at + 8, length)
    const found =
      name === 'VP8 ' ? lossySize(own) : name === 'VP8L' ? losslessSize(own) : extendedSize(own, name)
    if (found === 'none') return null
    if (found !== null && size !== null && (found.width !== size.width || found.height !== size.height))
      return null
    size = found ?? size
    at += 8 + length + (length % 2)
    if (at > view.byteLength) return null
  }
  return seen.has('VP8 ') !== seen.has('VP8L') ? size : null
}

/** The frame header of VP8: https://www.rfc-editor.org/rfc/rfc6386#section-9.1 */
function lossySize(chunk: DataView): Size | 'none' {
  const isKeyFrame = (chunk.getUint8(0) & 1) === 0
  const hasStartCode = chunk.getUint8(3) === 0x9d && chunk.getUint8(4) === 0x01 && chunk.getUint8(5) === 0x2a
  if (!isKeyFrame || !hasStartCode) return 'none'
  return { width: chunk.getUint16(6, true) & 0x3fff, height: chunk.getUint16(8, true) & 0x3fff }
}

function losslessSize(chunk: DataView): Size | 'none' {
  if (chunk.getUint8(0) !== 0x2f) return 'none'
  const bits = chunk.getUint32(1, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** The canvas size; `null` for chunks without a size. */
function extendedSize(chunk: DataView, name: string): Size | 'none' | null {
  if (name !== 'VP8X') return null
  if (chunk.byteLength !== 10) return 'none'
  const side = (at: number) => chunk.getUint16(at, true) + (chunk.getUint8(at + 2) << 16) + 1
  return { width: side(4), height: side(7) }
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)))
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
/** Baseline, extended and progressive: the frames that browsers support. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2])
/** Huffman tables, quantization tables and restart intervals; JFIF, ICC profiles and Adobe's colour transform. */
const OTHER_SEGMENTS = new Set([0xc4, 0xdb, 0xdd, 0xe0, 0xe2, 0xee])
/** The length of a JFIF header without a thumbnail. */
const JFIF_LENGTH = 16

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
function jpegSize(view: DataView): Size | null {
  if (view.getUint16(0) !== 0xff00 + SOI) return null
  let size: Size | null = null
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === EOI) return at + 2 === view.byteLength ? size : null
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (FRAMES.has(marker)) {
      if (size !== null) return null
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    } else if (marker !== SOS && !OTHER_SEGMENTS.has(marker)) return null
    else if (marker === 0xe0 && length !== JFIF_LENGTH) return null
    if (length < 2) return null
    at = marker === SOS ? endOfScan(view, end) : end
  }
}

/** The position of the next marker other than a restart. Within a scan, 0xff is written as 0xff00. */
function endOfScan(view: DataView, start: number): number {
  for (let at = start; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue
    const next = view.getUint8(at + 1)
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
}
