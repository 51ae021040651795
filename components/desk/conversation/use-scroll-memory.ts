import { type RefObject, useLayoutEffect } from 'react'

/** Each log's last distance from the bottom, in pixels. Lost on reload. */
const distances = new Map<string, number>()

/** Restores a log's scroll position when it is reopened, unless there are new messages or it was at the bottom. */
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
