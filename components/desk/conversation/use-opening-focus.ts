import { type RefObject, useEffect, useRef } from 'react'
import { useDesk } from '../desk-context'

/**
 * After a conversation was opened, the focus goes where it is wanted: to the messages for those who opened it with a
 * key; to the heading where the list has gone from the screen.
 */
export function useOpeningFocus({ isNarrow }: { isNarrow: boolean }): RefObject<HTMLElement | null> {
  const paneRef = useRef<HTMLElement>(null)
  const { takeFocusTarget } = useDesk()

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened
  useEffect(() => {
    const target = takeFocusTarget()
    if (target === 'log') focusOnceThere(paneRef.current)
    else if (target === 'heading' && isNarrow) paneRef.current?.querySelector<HTMLElement>('h1, h2')?.focus()
  }, [])

  return paneRef
}

/** The messages may still be on their way: until they come, the conversation as a whole has the focus. */
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
