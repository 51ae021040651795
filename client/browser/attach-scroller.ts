import { PINNED_ENTER_PX, PINNED_LEAVE_PX, SCROLL_IDLE_MS } from '@/client/constants'

/** Controls a log's scroll position. */
export type Scroller = {
  /** Call after every change to the list, in the same frame as the DOM update. */
  settle: () => void
  /** Scrolls to the newest message and pins the log to the bottom. */
  toBottom: () => void
  /** Scrolls to `element` and stays there, unless the bottom is near. */
  toElement: (element: Element) => void
  isPinned: () => boolean
  /** Resolves once scrolling has stopped for a moment. Prepending rows earlier makes phones jump. */
  whenStill: () => Promise<void>
  destroy: () => void
}

/**
 * Keeps a chat log's position: pinned to the bottom, or anchored to the message being read.
 *
 * For unvirtualized logs, up to a few hundred rows. Observes the log's and the content's size, so late images, a growing
 * composer and the on-screen keyboard need no call. The log needs this CSS: `overflow-y: auto; overflow-anchor: none`.
 *
 * @param log the scrolling element
 * @param content its child that contains the messages, each with a stable `data-id`
 * @param onPinned called when the log is pinned to the bottom or released
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

  /** Remembers the first visible message and its offset. */
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
    // The scroll event fires a frame after the movement, so read the position here.
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
