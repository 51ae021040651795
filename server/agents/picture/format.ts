import { PICTURE_TYPES, type PictureType } from '@/contract/people/picture'

/** What the headers of a picture say. */
export type PictureFormat = { type: PictureType; width: number; height: number }

type Size = Omit<PictureFormat, 'type'>

/**
 * What a picture is by its bytes. Walks its whole structure without decoding a pixel, and knows only what still pictures need:
 * anything else in it, before it or after it makes it none. So a file that is a page, a script or an archive at the same time is
 * refused, and so are animations, comments, EXIF and XMP with the place where a photograph was taken.
 *
 * @returns `null` for everything that is no such picture
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
    // It ends before its own lengths say so.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Pictures, their transparency and their colours: no animation and no metadata. */
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
    const told =
      name === 'VP8 ' ? lossySize(own) : name === 'VP8L' ? losslessSize(own) : extendedSize(own, name)
    if (told === 'none') return null
    if (told !== null && size !== null && (told.width !== size.width || told.height !== size.height))
      return null
    size = told ?? size
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

/** The canvas; `null` for chunks that tell no size. */
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
/** Baseline, extended and progressive: what browsers show. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2])
/** Tables of Huffman, quantisation and restarts; JFIF, colours (ICC) and Adobe's colour transform. */
const OTHER_SEGMENTS = new Set([0xc4, 0xdb, 0xdd, 0xe0, 0xe2, 0xee])
/** Such a JFIF header brings no thumbnail. */
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

/** Where the next marker stands that is no restart. Within a scan, 0xff is written as 0xff00. */
function endOfScan(view: DataView, start: number): number {
  for (let at = start; ; at += 1) {
    if (view.getUint8(at) !== 0xff) continue
    const next = view.getUint8(at + 1)
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
}
