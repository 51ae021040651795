import { MAX_PICTURE_BYTES } from '@/contract/limits'
import { PICTURE_TYPES } from '@/contract/people/picture'
import type { Crop } from './crop'

/** The side of a picture that is sent, in pixels: sharp on a dense screen where it is drawn largest. */
const SIDE = 256

/** Larger files are not opened: decoded, they would take all of a phone's memory. */
const MAX_FILE_BYTES = 30_000_000

/** From good to just good enough. */
const QUALITIES = [0.92, 0.8, 0.65, 0.5, 0.3]

/**
 * Opens a file that a person chose, turned as its camera was held. Close it after use.
 *
 * @returns `null` for what this browser cannot show
 */
export async function openPicture(file: Blob): Promise<ImageBitmap | null> {
  if (file.size > MAX_FILE_BYTES) return null
  const picture = await createImageBitmap(file).catch(() => null)
  return picture !== null && picture.width > 0 && picture.height > 0 ? picture : null
}

/** Draws the kept square over the whole of a canvas. Transparent parts become white. */
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
 * The kept square as a file of its own, small enough to be stored. It is drawn anew, so of the chosen file nothing but its pixels
 * is left: neither where it was taken nor with which camera.
 *
 * @returns `null` where this browser encodes no picture that is small enough
 */
export async function encodePicture(picture: ImageBitmap, crop: Crop): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  drawPicture(canvas, picture, crop)
  for (const type of PICTURE_TYPES) {
    for (const quality of QUALITIES) {
      const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
      // Browsers that cannot write a format write PNG instead.
      if (file?.type !== type) break
      if (file.size <= MAX_PICTURE_BYTES) return file
    }
  }
  return null
}
