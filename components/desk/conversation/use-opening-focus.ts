import { type RefObject, useEffect, useRef } from 'react'
import { useDesk } from '@/hooks/desk/use-desk'

/**
 * Moves the focus into a newly opened conversation: to the log if it was opened by keyboard, to the heading if it has replaced
 * the list on screen.
 */
export function useOpeningFocus({ isNarrow }: { isNarrow: boolean }): RefObject<HTMLElement | null> {
  const paneRef = useRef<HTMLElement>(null)
  const { way } = useDesk()

  // biome-ignore lint/correctness/useExhaustiveDependencies: only on mount
  useEffect(() => {
    const target = way.takeFocusTarget()
    if (target === 'log') focusOnceThere(paneRef.current)
    else if (target === 'heading' && isNarrow) paneRef.current?.querySelector<HTMLElement>('h1, h2')?.focus()
  }, [])

  return paneRef
}

/** Focuses the log. While it is still loading, focuses the whole conversation and moves on when the log appears. */
function focusOnceThere(pane: HTMLElement | null): void {
  const log = pane?.querySelector<HTMLElement>('[role="log"]')
  if (log || pane === null) {
    log?.focus()
    return
  }
  pane.focus()
  const observer = new MutationObserver(() => {
    const found = pane.querySelector<HTMLElement>('[role="log"]')
    if (found === null) return
    observer.disconnect()
    if (document.activeElement === pane) found.focus()
  })
  observer.observe(pane, { childList: true })
}
