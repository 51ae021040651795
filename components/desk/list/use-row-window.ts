import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import type { CSSProperties, RefObject } from 'react'

/** Longer lists draw only the rows in view. Below that, all of them are cheaper than the measuring. */
const WINDOWED_FROM = 100

/** The height of a row, in pixels. Repeated in the stylesheet. */
const ROW_HEIGHT = 68

type Options = {
  ids: readonly string[]
  scrollerRef: RefObject<HTMLElement | null>
  /** The row that has the focus or takes the Tab key. It and its neighbours are always there; −1 for none. */
  needed: number
}

type RowWindow = {
  /** The rows to draw. */
  indexes: number[]
  listStyle: CSSProperties
  styleOf: (index: number) => CSSProperties
}

/** Which rows of a long list to draw, and where; `null` for a list that is drawn as a whole. */
export function useRowWindow({ ids, scrollerRef, needed }: Options): RowWindow | null {
  const virtualizer = useVirtualizer({
    enabled: ids.length > WINDOWED_FROM,
    count: ids.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    // The keyboard goes from the focused row to its neighbours and to both ends, wherever the list is scrolled to.
    rangeExtractor: (range) => withAlways(range, [0, needed - 1, needed, needed + 1, range.count - 1]),
  })
  if (ids.length <= WINDOWED_FROM) return null

  return {
    indexes: virtualizer.getVirtualItems().map(({ index }) => index),
    listStyle: { blockSize: virtualizer.getTotalSize() },
    styleOf: (index) => ({ insetBlockStart: index * ROW_HEIGHT }),
  }
}

function withAlways(range: Range, always: readonly number[]): number[] {
  const wanted = always.filter((index) => index >= 0 && index < range.count)
  return [...new Set([...defaultRangeExtractor(range), ...wanted])].sort((a, b) => a - b)
}
