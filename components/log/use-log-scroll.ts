import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { attachScroller, type Scroller } from '@/client/browser/attach-scroller'
import { LOAD_OLDER_WITHIN_PX, MAX_ROWS } from '@/client/constants'
import { isFromOtherSide, isWritten, type TimelineEntry } from '@/client/conversation/timeline-entries'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { Side } from '@/contract/log/message'
import { useIsPageWatched } from '@/hooks/browser/use-is-page-watched'
import { useLatest } from '@/hooks/browser/use-latest'

type Options = {
  side: Side
  entries: readonly TimelineEntry[]
  isReady: boolean
  readSequence: number
  hasOlder: boolean
  onRead: (sequence: number) => void
  onLoadOlder: (whenStill: () => Promise<void>) => void
}

/** Manages a log's scroll position, the window of rendered rows, the "New" line and the read mark. */
export function useLogScroll(options: Options) {
  const { side, entries, isReady, readSequence, hasOlder, onRead } = options
  const latest = useLatest(options)
  const logRef = useRef<HTMLDivElement>(null)
  const contentRef = useRef<HTMLDivElement>(null)
  const scrollerRef = useRef<Scroller | null>(null)
  const [isPinned, setIsPinned] = useState(true)
  // The first rendered row; `null` while the newest rows are rendered.
  const [firstRendered, setFirstRendered] = useState<string | null>(null)
  const [newAfter, setNewAfter] = useState<number | null>(null)
  const isWatched = useIsPageWatched()

  const isUnread = (entry: TimelineEntry | undefined) =>
    entry !== undefined && isFromOtherSide(entry, side) && (entry.sequence ?? 0) > readSequence
  const unread = entries.filter(isUnread).length
  const isAllNew = !hasOlder && isUnread(entries[0])
  const lastSequence = entries.findLast((entry) => entry.sequence !== null)?.sequence ?? 0
  const from = firstRenderedIndex(entries, firstRendered)
  const shown = entries.length > MAX_ROWS ? entries.slice(from, from + MAX_ROWS) : entries
  const latestShown = useLatest(shown)
  const hasMore = hasOlder || from > 0
  const firstKey = entries[0]?.key
  const lastKey = entries.at(-1)?.key

  useLayoutEffect(() => {
    if (logRef.current === null || contentRef.current === null) return
    const scroller = attachScroller(logRef.current, contentRef.current, (value) => {
      setIsPinned(value)
      // Scrolled up: keep the rendered rows, whatever arrives below.
      setFirstRendered(value ? null : (latestShown.current[0]?.key ?? null))
    })
    scrollerRef.current = scroller
    return () => scroller.destroy()
  }, [latestShown])

  // Mark where the new messages start when the log opens, and when messages arrive while the reader is away or scrolled up.
  const wasReady = useRef(false)
  useLayoutEffect(() => {
    if (!isReady) return
    const isFirst = !wasReady.current
    wasReady.current = true
    // With nothing read before, there is nothing to separate.
    if (isAllNew) return
    if (newAfter === null && unread > 0 && (isFirst || !isPinned || !isWatched)) setNewAfter(readSequence)
  }, [isReady, newAfter, unread, isAllNew, isPinned, isWatched, readSequence])

  const hasScrolledToNew = useRef(false)
  useLayoutEffect(() => {
    const line = contentRef.current?.querySelector('[data-new]')
    if (!line || newAfter === null || hasScrolledToNew.current) return
    hasScrolledToNew.current = true
    if (scrollerRef.current?.isPinned()) scrollerRef.current.toElement(line)
  }, [newAfter])

  const knownLastKey = useRef(lastKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new row must be scrolled into place before it is painted
  useLayoutEffect(() => {
    const last = latest.current.entries.at(-1)
    const isOwnAndNew =
      last && isWritten(last) && last.isOwn && last.sequence === null && last.key !== knownLastKey.current
    knownLastKey.current = last?.key
    // Writing a message counts as having read the new ones.
    if (isOwnAndNew) setNewAfter(null)
    if (isOwnAndNew) scrollerRef.current?.toBottom()
    else scrollerRef.current?.settle()
  }, [entries, from, latest])

  useEffect(() => {
    if (isReady && isWatched && isPinned && unread > 0) onRead(lastSequence)
  }, [isReady, isWatched, isPinned, unread, lastSequence, onRead])

  /** Near either end, moves the window of rendered rows or requests older entries. Never renders more than {@link MAX_ROWS}. */
  function moveWindow() {
    const { entries, hasOlder, onLoadOlder } = latest.current
    const scroller = scrollerRef.current
    const log = logRef.current
    if (scroller === null || log === null || log.clientHeight === 0) return
    const below = log.scrollHeight - log.clientHeight - log.scrollTop
    if (log.scrollTop <= LOAD_OLDER_WITHIN_PX) {
      if (from > 0) setFirstRendered(entries[Math.max(from - DEFAULT_PAGE_SIZE, 0)]?.key ?? null)
      else if (hasOlder) onLoadOlder(scroller.whenStill)
    } else if (below <= LOAD_OLDER_WITHIN_PX && from + MAX_ROWS < entries.length) {
      setFirstRendered(entries[from + DEFAULT_PAGE_SIZE]?.key ?? null)
    }
  }

  // Not after every change: a failed request is one too, and would be retried at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the first row has changed
  useEffect(moveWindow, [firstKey, hasOlder, from, isReady])

  return {
    logRef,
    contentRef,
    onScroll: moveWindow,
    toBottom: () => scrollerRef.current?.toBottom(),
    /** The entries to render. */
    shown,
    hasMore,
    newAfter,
    /** The number of unread messages below. */
    unseen: isPinned ? 0 : unread,
  }
}

/** The index of the first row to render. Limited so that the window is always full. */
function firstRenderedIndex(entries: readonly TimelineEntry[], firstRendered: string | null): number {
  const newest = Math.max(entries.length - MAX_ROWS, 0)
  const wanted = firstRendered === null ? -1 : entries.findIndex(({ key }) => key === firstRendered)
  return wanted === -1 ? newest : Math.min(wanted, newest)
}
