/** The square cut from a picture, in the picture's pixels. */
export type Crop = { left: number; top: number; side: number }
export type Size = { width: number; height: number }

/** The largest zoom. */
export const MAX_ZOOM = 5

/** The largest centred square. */
export function wholeCrop({ width, height }: Size): Crop {
  const side = Math.min(width, height)
  return { left: (width - side) / 2, top: (height - side) / 2, side }
}

/** A crop's zoom: 1 is the largest square. */
export function zoomOf(size: Size, { side }: Crop): number {
  return Math.min(size.width, size.height) / side
}

/** Moves the square by multiples of its side, within the picture. */
export function moveCrop(size: Size, crop: Crop, x: number, y: number): Crop {
  return within(size, { ...crop, left: crop.left + x * crop.side, top: crop.top + y * crop.side })
}

/** Zooms around the square's centre. */
export function zoomCrop(size: Size, crop: Crop, zoom: number): Crop {
  const side = Math.min(size.width, size.height) / Math.min(Math.max(zoom, 1), MAX_ZOOM)
  const moved = (crop.side - side) / 2
  return within(size, { left: crop.left + moved, top: crop.top + moved, side })
}

function within({ width, height }: Size, { left, top, side }: Crop): Crop {
  return { side, left: clamp(left, width - side), top: clamp(top, height - side) }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
