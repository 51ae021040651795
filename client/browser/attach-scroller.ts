import { PINNED_ENTER_PX, PINNED_LEAVE_PX, SCROLL_IDLE_MS } from '@/client/constants'

/** Keeps a log where its reader is. */
export type Scroller = {
  /** Call after every change of the list, in the same frame as the change of the page. */
  settle: () => void
  /** Goes to the newest message and stays there. */
  toBottom: () => void
  /** Goes to `element` and stands there, unless the bottom is near. */
  toElement: (element: Element) => void
  isPinned: () => boolean
  /** Resolves once nobody has scrolled for a moment. Growing at the top before that makes phones jump. */
  whenStill: () => Promise<void>
  destroy: () => void
}

/**
 * Keeps a chat log still: at the bottom while the reader is there, on the message being read while not.
 *
 * For plain rows, at most some hundred. Late images and a growing composer or keyboard need no call: both sizes are
 * watched. CSS of the log: `overflow-y: auto; overflow-anchor: none`.
 *
 * @param log the scrolling element
 * @param content its child that holds the messages. Each has a `data-id` that never changes
 * @param onPinned called when the log takes hold of the bottom or lets go of it
 */
export function attachScroller(
  log: HTMLElement,
  content: HTMLElement,
  onPinned: (isPinned: boolean) => void,
): Scroller {
  let isPinned = true
  let anchor: { id: string; offset: number } | null = null
  let lastTop = 0
  let lastScrollAt = 0

  const viewTop = () => log.getBoundingClientRect().top
  const gap = () => log.scrollHeight - log.scrollTop - log.clientHeight

  function setPinned(value: boolean) {
    if (value === isPinned) return
    isPinned = value
    onPinned(value)
  }

  /** Remembers the first message still on screen, and where it stands. */
  function captureAnchor() {
    const top = viewTop()
    for (const message of content.querySelectorAll<HTMLElement>('[data-id]')) {
      const rect = message.getBoundingClientRect()
      if (rect.bottom > top) {
        anchor = { id: message.dataset.id ?? '', offset: rect.top - top }
        return
      }
    }
  }

  function settle() {
    // The scroll event comes a frame after the reader has moved: until then nobody but the log itself knows.
    const movedBy = log.scrollTop - lastTop
    if (letGoIfMovedUp()) captureAnchor()
    else if (anchor) anchor.offset -= movedBy

    if (isPinned) {
      log.scrollTop = log.scrollHeight
    } else if (anchor) {
      const message = content.querySelector(`[data-id="${CSS.escape(anchor.id)}"]`)
      const shift = message ? message.getBoundingClientRect().top - viewTop() - anchor.offset : 0
      if (Math.abs(shift) > 0.5) log.scrollTop += shift
    }
    lastTop = log.scrollTop
  }

  function letGoIfMovedUp(): boolean {
    const hasMovedUp = isPinned && log.scrollTop < lastTop - 1 && gap() > PINNED_LEAVE_PX
    if (hasMovedUp) setPinned(false)
    return hasMovedUp
  }

  function onScroll() {
    if (!letGoIfMovedUp() && !isPinned && gap() <= PINNED_ENTER_PX) setPinned(true)
    lastTop = log.scrollTop
    lastScrollAt = performance.now()
    if (!isPinned) captureAnchor()
  }

  log.addEventListener('scroll', onScroll, { passive: true })
  const observer = new ResizeObserver(settle)
  observer.observe(content)
  observer.observe(log)
  settle()

  return {
    settle,
    toBottom() {
      setPinned(true)
      settle()
    },
    toElement(element) {
      log.scrollTop += element.getBoundingClientRect().top - viewTop()
      lastTop = log.scrollTop
      setPinned(gap() <= PINNED_ENTER_PX)
      captureAnchor()
    },
    isPinned: () => isPinned,
    async whenStill() {
      for (;;) {
        const wait = lastScrollAt + SCROLL_IDLE_MS - performance.now()
        if (wait <= 0) return
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    },
    destroy() {
      observer.disconnect()
      log.removeEventListener('scroll', onScroll)
    },
  }
}
