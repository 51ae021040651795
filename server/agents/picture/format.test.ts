import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureFormat } from './format'

const read = (name: string) => new Uint8Array(readFileSync(`tests/pictures/${name}`))
const webp = read('face.webp')
const jpeg = read('face.jpg')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

/** A RIFF chunk, padded to an even length. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return joined(bytesOf(name), length, data, new Uint8Array(data.length % 2))
}

/** A complete file with the correct length. */
function riff(...chunks: Uint8Array[]): Uint8Array {
  return chunk('RIFF', joined(bytesOf('WEBP'), ...chunks))
}

/** The chunks of a WebP. */
const chunksOf = (file: Uint8Array) => file.subarray(12)

/** A JPEG with a segment after its first two bytes. */
function withSegment(marker: number, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(data.length + 2)
  return joined(jpeg.subarray(0, 2), new Uint8Array([0xff, marker]), length, data, jpeg.subarray(2))
}

describe('the format of a picture', () => {
  it.each([
    ['face.webp', { type: 'image/webp', width: 128, height: 128 }],
    ['lossless.webp', { type: 'image/webp', width: 64, height: 64 }],
    ['wide.webp', { type: 'image/webp', width: 192, height: 96 }],
    ['face.jpg', { type: 'image/jpeg', width: 128, height: 128 }],
    ['wide.png', null],
  ])('of %s is %j', (name, format) => expect(pictureFormat(read(name))).toEqual(format))

  it('is read only from the given bytes, not from those around them', () => {
    const around = joined(bytesOf('before'), webp, bytesOf('after'))
    expect(pictureFormat(around.subarray(6, 6 + webp.length))).toMatchObject({ width: 128 })
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a GIF', bytesOf('GIF89a\u0001\u0000\u0001\u0000')],
    ['an SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', bytesOf('<!doctype html><script>alert(1)</script>')],
    ['a WebP with a page appended', joined(webp, bytesOf('<script>alert(1)</script>'))],
    ['the same, included in its length', riff(chunksOf(webp), bytesOf('<script>alert(1)</script>'))],
    ['a WebP with an unknown chunk', riff(chunksOf(webp), chunk('JUNK', bytesOf('/*')))],
    ['a WebP with EXIF', riff(chunksOf(webp), chunk('EXIF', bytesOf('GPS 38.7 N')))],
    ['a WebP with XMP', riff(chunksOf(webp), chunk('XMP ', bytesOf('<x:xmpmeta>')))],
    ['an animated WebP', riff(chunksOf(webp), chunk('ANIM', new Uint8Array(6)))],
    ['a WebP with two pictures', riff(chunksOf(webp), chunksOf(read('lossless.webp')))],
    ['a WebP without a picture', riff(chunk('VP8X', new Uint8Array(10)))],
    ['a WebP of another size than its canvas', riff(chunksOf(webp).with(12, 0xff))],
    [
      'a WebP that is not a key frame',
      riff(chunk('VP8 ', new Uint8Array([1, 0, 0, 0x9d, 1, 0x2a, 64, 0, 64, 0]))),
    ],
    ['a JPEG with an archive appended', joined(jpeg, bytesOf('PK\u0003\u0004'))],
    ['a JPEG with EXIF', withSegment(0xe1, bytesOf('Exif\u0000\u0000GPS 38.7 N'))],
    ['a JPEG with a comment', withSegment(0xfe, bytesOf('*/alert(1)/*'))],
    ['a JPEG whose header is a script', withSegment(0xe0, bytesOf('JFIF\u0000*/=alert(1)/*'))],
    ['two JPEGs in one', joined(jpeg, jpeg)],
    ['a JPEG without an end', jpeg.subarray(0, -2)],
    ['a JPEG without a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xd9])],
  ])('of %s is none', (_, bytes) => expect(pictureFormat(bytes)).toBeNull())

  it('of a file truncated anywhere is none', () => {
    for (const whole of [webp, jpeg])
      for (let length = 0; length < whole.length; length += 1)
        expect(pictureFormat(whole.subarray(0, length)), `${length} bytes`).toBeNull()
  })

  it.each<[string, Uint8Array]>([
    ['a JPEG of tables', joined(jpeg.subarray(0, 2), Buffer.alloc(63_998, Buffer.from([0xff, 0xdb, 0, 2])))],
    [
      'a JPEG of tables without an end',
      joined(jpeg.subarray(0, 2), Buffer.alloc(63_998, Buffer.from([0xff, 0xdb, 0, 0]))),
    ],
    ['a JPEG of scans', joined(jpeg.subarray(0, 2), Buffer.alloc(63_998, Buffer.from([0xff, 0xda, 0, 2])))],
    ['a JPEG of restarts', joined(jpeg.subarray(0, 2), bytesOf('\u0000'), Buffer.alloc(63_000, 0xff))],
    ['a WebP of empty chunks', riff(Buffer.alloc(63_984, 'ICCP\0\0\0\0'))],
  ])('of %s is none, and that is determined fast', (_, bytes) => {
    const start = performance.now()
    expect(pictureFormat(bytes)).toBeNull()
    expect(performance.now() - start).toBeLessThan(50)
  })

  it('is determined for any bytes without failing', () => {
    const sources = [webp, jpeg, read('lossless.webp')]
    const damage = fc.array(fc.tuple(fc.nat(1_300), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.constantFrom(...sources), damage, (source, changes) => {
        const bytes = source.slice()
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const format = pictureFormat(bytes)
        expect(format === null || (format.width <= 2 ** 24 && format.height <= 2 ** 24)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
