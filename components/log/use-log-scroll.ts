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

/** Where a log stands, what of it is drawn, and what of it has been read. */
export function useLogScroll(options: Options) {
  const { side, entries, isReady, readSequence, hasOlder, onRead } = options
  const latest = useLatest(options)
  const logRef = useRef<HTMLDivElement>(null)
  const contentRef = useRef<HTMLDivElement>(null)
  const scrollerRef = useRef<Scroller | null>(null)
  const [isPinned, setIsPinned] = useState(true)
  // The first row drawn; `null` while the newest rows are drawn.
  const [firstDrawn, setFirstDrawn] = useState<string | null>(null)
  const [newAfter, setNewAfter] = useState<number | null>(null)
  const isWatched = useIsPageWatched()

  const isUnread = (entry: TimelineEntry | undefined) =>
    entry !== undefined && isFromOtherSide(entry, side) && (entry.sequence ?? 0) > readSequence
  const unread = entries.filter(isUnread).length
  const isAllNew = !hasOlder && isUnread(entries[0])
  const lastSequence = entries.findLast((entry) => entry.sequence !== null)?.sequence ?? 0
  const from = firstDrawnIndex(entries, firstDrawn)
  const shown = entries.length > MAX_ROWS ? entries.slice(from, from + MAX_ROWS) : entries
  const latestShown = useLatest(shown)
  const hasMore = hasOlder || from > 0
  const firstKey = entries[0]?.key
  const lastKey = entries.at(-1)?.key

  useLayoutEffect(() => {
    if (logRef.current === null || contentRef.current === null) return
    const scroller = attachScroller(logRef.current, contentRef.current, (value) => {
      setIsPinned(value)
      // A reader further up keeps the rows they have, whatever arrives below.
      setFirstDrawn(value ? null : (latestShown.current[0]?.key ?? null))
    })
    scrollerRef.current = scroller
    return () => scroller.destroy()
  }, [latestShown])

  // A reader who opens the log, comes back to it or reads further up finds the line "New" where it was when they left.
  const wasReady = useRef(false)
  useLayoutEffect(() => {
    if (!isReady) return
    const isFirst = !wasReady.current
    wasReady.current = true
    // Above the very first message the line would part nothing from nothing.
    if (isAllNew) return
    if (newAfter === null && unread > 0 && (isFirst || !isPinned || !isWatched)) setNewAfter(readSequence)
  }, [isReady, newAfter, unread, isAllNew, isPinned, isWatched, readSequence])

  const hasStoodAtNew = useRef(false)
  useLayoutEffect(() => {
    const line = contentRef.current?.querySelector('[data-new]')
    if (!line || newAfter === null || hasStoodAtNew.current) return
    hasStoodAtNew.current = true
    if (scrollerRef.current?.isPinned()) scrollerRef.current.toElement(line)
  }, [newAfter])

  const knownLastKey = useRef(lastKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new row must be settled in the frame that draws it
  useLayoutEffect(() => {
    const last = latest.current.entries.at(-1)
    const isOwnAndNew =
      last && isWritten(last) && last.isOwn && last.sequence === null && last.key !== knownLastKey.current
    knownLastKey.current = last?.key
    // Answering counts as having read what was new.
    if (isOwnAndNew) setNewAfter(null)
    if (isOwnAndNew) scrollerRef.current?.toBottom()
    else scrollerRef.current?.settle()
  }, [entries, from, latest])

  useEffect(() => {
    if (isReady && isWatched && isPinned && unread > 0) onRead(lastSequence)
  }, [isReady, isWatched, isPinned, unread, lastSequence, onRead])

  /** Draws other rows, or asks for older ones, before their place comes into view. Never draws more than {@link MAX_ROWS}. */
  function drawWhatIsNear() {
    const { entries, hasOlder, onLoadOlder } = latest.current
    const scroller = scrollerRef.current
    const log = logRef.current
    if (scroller === null || log === null || log.clientHeight === 0) return
    const below = log.scrollHeight - log.clientHeight - log.scrollTop
    if (log.scrollTop <= LOAD_OLDER_WITHIN_PX) {
      if (from > 0) setFirstDrawn(entries[Math.max(from - DEFAULT_PAGE_SIZE, 0)]?.key ?? null)
      else if (hasOlder) onLoadOlder(scroller.whenStill)
    } else if (below <= LOAD_OLDER_WITHIN_PX && from + MAX_ROWS < entries.length) {
      setFirstDrawn(entries[from + DEFAULT_PAGE_SIZE]?.key ?? null)
    }
  }

  // Not after every change: a request that fails changes something, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the top has moved
  useEffect(drawWhatIsNear, [firstKey, hasOlder, from, isReady])

  return {
    logRef,
    contentRef,
    onScroll: drawWhatIsNear,
    toBottom: () => scrollerRef.current?.toBottom(),
    /** The entries to draw. */
    shown,
    hasMore,
    newAfter,
    /** Unread messages further down. */
    unseen: isPinned ? 0 : unread,
  }
}

/** Where the drawn rows begin. Never so late that fewer than could be are drawn. */
function firstDrawnIndex(entries: readonly TimelineEntry[], firstDrawn: string | null): number {
  const newest = Math.max(entries.length - MAX_ROWS, 0)
  const wanted = firstDrawn === null ? -1 : entries.findIndex(({ key }) => key === firstDrawn)
  return wanted === -1 ? newest : Math.min(wanted, newest)
}
