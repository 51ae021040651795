import { describe, expect, it } from 'vitest'
import { MAX_ZOOM, moveCrop, wholeCrop, zoomCrop, zoomOf } from './crop'

const wide = { width: 400, height: 200 }

describe('the square of a picture', () => {
  it('starts as the largest centred square', () => {
    expect(wholeCrop(wide)).toEqual({ left: 100, top: 0, side: 200 })
    expect(wholeCrop({ width: 90, height: 120 })).toEqual({ left: 0, top: 15, side: 90 })
  })

  it('moves by fractions of its side, and stops at the edges', () => {
    expect(moveCrop(wide, wholeCrop(wide), 0.25, 0.25)).toEqual({ left: 150, top: 0, side: 200 })
    expect(moveCrop(wide, wholeCrop(wide), 9, 0).left).toBe(200)
    expect(moveCrop(wide, wholeCrop(wide), -9, 0).left).toBe(0)
  })

  it('zooms around its centre, within bounds', () => {
    const half = zoomCrop(wide, wholeCrop(wide), 2)
    expect(half).toEqual({ left: 150, top: 50, side: 100 })
    expect(zoomOf(wide, half)).toBe(2)
    expect(zoomOf(wide, zoomCrop(wide, half, 99))).toBe(MAX_ZOOM)
    expect(zoomOf(wide, zoomCrop(wide, half, 0))).toBe(1)
  })

  it('stays inside the picture when zooming out at an edge', () => {
    const corner = moveCrop(wide, zoomCrop(wide, wholeCrop(wide), 4), 9, 9)
    expect(corner).toEqual({ left: 350, top: 150, side: 50 })
    expect(zoomCrop(wide, corner, 1)).toEqual({ left: 200, top: 0, side: 200 })
  })
})
