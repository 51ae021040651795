import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The same duration and easing as in the stylesheets. */
const MOVE_MS = 200
const EASE = 'cubic-bezier(0.2, 0.8, 0.2, 1)'

/**
 * Animates a list's rows to their new places when the order changes. Rows carry their id in `data-row`. Respects reduced
 * motion.
 *
 * @param order the ids in order; nothing moves while it stays the same
 */
export function useMovingRows(list: RefObject<HTMLElement | null>, order: readonly string[]): void {
  const tops = useRef(new Map<string, number>())
  const key = order.join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another order moves rows
  useLayoutEffect(() => {
    if (list.current === null) return
    const before = tops.current
    tops.current = new Map()
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches

    for (const row of list.current.querySelectorAll<HTMLElement>('[data-row]')) {
      const id = row.dataset.row ?? ''
      tops.current.set(id, row.offsetTop)
      const distance = (before.get(id) ?? row.offsetTop) - row.offsetTop
      if (distance === 0 || isCalm) continue
      row.animate([{ transform: `translateY(${distance}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: EASE,
      })
    }
  }, [list, key])
}
