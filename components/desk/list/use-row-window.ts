import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import type { CSSProperties, RefObject } from 'react'

/** Longer lists are windowed. Shorter ones are cheaper to render in full. */
const WINDOWED_FROM = 100

/** The height of a row, in pixels. Must match the stylesheet. */
const ROW_HEIGHT = 68

type Options = {
  ids: readonly string[]
  scrollerRef: RefObject<HTMLElement | null>
  /** The index of the tab stop, which is always rendered, along with its neighbours; −1 for none. */
  needed: number
}

type RowWindow = {
  /** The indexes of the rows to render. */
  indexes: number[]
  listStyle: CSSProperties
  /** A row's distance from the top of the list, in pixels. */
  topOf: (index: number) => number
}

/** Which rows of a long list to render, and where; `null` if the list is rendered in full. */
export function useRowWindow({ ids, scrollerRef, needed }: Options): RowWindow | null {
  const virtualizer = useVirtualizer({
    enabled: ids.length > WINDOWED_FROM,
    count: ids.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    // Keyboard navigation targets must exist even when scrolled out of view: both ends and the tab stop's neighbours.
    rangeExtractor: (range) => withAlways(range, [0, needed - 1, needed, needed + 1, range.count - 1]),
  })
  if (ids.length <= WINDOWED_FROM) return null

  return {
    indexes: virtualizer.getVirtualItems().map(({ index }) => index),
    listStyle: { blockSize: virtualizer.getTotalSize() },
    topOf: (index) => index * ROW_HEIGHT,
  }
}

function withAlways(range: Range, always: readonly number[]): number[] {
  const wanted = always.filter((index) => index >= 0 && index < range.count)
  return [...new Set([...defaultRangeExtractor(range), ...wanted])].sort((a, b) => a - b)
}
