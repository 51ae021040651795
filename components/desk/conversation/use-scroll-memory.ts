import { type RefObject, useLayoutEffect } from 'react'

/** How far from its bottom each log was left, in pixels. For this visit only. */
const distances = new Map<string, number>()

/** Leaves a log where it was when one comes back to it, unless it stood at the bottom: there it follows what is new. */
export function useScrollMemory(
  pane: RefObject<HTMLElement | null>,
  conversationId: string,
  isReady: boolean,
): void {
  useLayoutEffect(() => {
    const log = pane.current?.querySelector<HTMLElement>('[role="log"]')
    if (!isReady || !log) return
    const distance = distances.get(conversationId) ?? 0
    const hasNews = log.querySelector('[data-new]') !== null
    if (distance > 0 && !hasNews) log.scrollTop = log.scrollHeight - log.clientHeight - distance

    function remember() {
      if (!log || log.clientHeight === 0) return
      distances.set(conversationId, log.scrollHeight - log.clientHeight - log.scrollTop)
    }
    log.addEventListener('scroll', remember, { passive: true })
    return () => log.removeEventListener('scroll', remember)
  }, [pane, conversationId, isReady])
}
