import { MAX_PICTURE_BYTES } from '@/contract/limits'
import { PICTURE_TYPES } from '@/contract/people/picture'
import type { Crop } from './crop'

/** The width and height of an uploaded picture, in pixels: sharp at the largest displayed size on a high-density screen. */
const SIDE = 256

/** Larger files are rejected: decoded, they could exhaust a phone's memory. */
const MAX_FILE_BYTES = 30_000_000

/** From high to just acceptable. */
const QUALITIES = [0.92, 0.8, 0.65, 0.5, 0.3]

/**
 * Opens a chosen file, with its EXIF rotation applied. Close it after use.
 *
 * @returns `null` if the browser cannot decode it
 */
export async function openPicture(file: Blob): Promise<ImageBitmap | null> {
  if (file.size > MAX_FILE_BYTES) return null
  const picture = await createImageBitmap(file).catch(() => null)
  return picture !== null && picture.width > 0 && picture.height > 0 ? picture : null
}

/** Draws the crop on the whole canvas. Transparent parts become white. */
export function drawPicture(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const { left, top, side } = crop
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height)
}

/**
 * Encodes the crop as a file that is small enough to store. Only pixels survive, not metadata such as the location or the
 * camera.
 *
 * @returns `null` if the browser cannot encode a small enough file
 */
export async function encodePicture(picture: ImageBitmap, crop: Crop): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  drawPicture(canvas, picture, crop)
  for (const type of PICTURE_TYPES) {
    for (const quality of QUALITIES) {
      const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
      // Browsers write PNG instead of formats they do not support.
      if (file?.type !== type) break
      if (file.size <= MAX_PICTURE_BYTES) return file
    }
  }
  return null
}
