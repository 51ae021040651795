import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { attachScroller, type Scroller } from '@/client/attach-scroller'
import { LOAD_OLDER_WITHIN_PX, MAX_ROWS } from '@/client/constants'
import type { TimelineEntry } from '@/client/timeline'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { Side } from '@/contract/message'
import { useIsPageWatched } from '@/hooks/use-is-page-watched'
import { useLatest } from '@/hooks/use-latest'

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
  const [maxRows, setMaxRows] = useState(MAX_ROWS)
  const [newAfter, setNewAfter] = useState<number | null>(null)
  const isWatched = useIsPageWatched()

  const unread = entries.filter(
    (entry) => entry.side !== side && entry.sequence !== null && entry.sequence > readSequence,
  ).length
  const lastSequence = entries.findLast((entry) => entry.sequence !== null)?.sequence ?? 0
  const hasMore = hasOlder || entries.length > maxRows
  const firstKey = entries[0]?.key
  const lastKey = entries.at(-1)?.key

  useLayoutEffect(() => {
    if (logRef.current === null || contentRef.current === null) return
    const scroller = attachScroller(logRef.current, contentRef.current, (value) => {
      setIsPinned(value)
      if (value) setMaxRows(MAX_ROWS)
    })
    scrollerRef.current = scroller
    return () => scroller.destroy()
  }, [])

  // Whoever opens the log, comes back to it or reads further up finds the line "New" where it was when they left.
  const wasReady = useRef(false)
  useLayoutEffect(() => {
    if (!isReady) return
    const isFirst = !wasReady.current
    wasReady.current = true
    if (newAfter === null && unread > 0 && (isFirst || !isPinned || !isWatched)) setNewAfter(readSequence)
  }, [isReady, newAfter, unread, isPinned, isWatched, readSequence])

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
    const isOwnAndNew = last?.isOwn && last.sequence === null && last.key !== knownLastKey.current
    knownLastKey.current = last?.key
    if (isOwnAndNew) scrollerRef.current?.toBottom()
    else scrollerRef.current?.settle()
  }, [entries, maxRows, latest])

  useEffect(() => {
    if (isReady && isWatched && isPinned && unread > 0) onRead(lastSequence)
  }, [isReady, isWatched, isPinned, unread, lastSequence, onRead])

  function loadOlderWhenNear() {
    const { entries, hasOlder, onLoadOlder } = latest.current
    const scroller = scrollerRef.current
    if (scroller === null || logRef.current === null || logRef.current.clientHeight === 0) return
    if (logRef.current.scrollTop > LOAD_OLDER_WITHIN_PX) return
    if (entries.length > maxRows) setMaxRows((rows) => rows + DEFAULT_PAGE_SIZE)
    else if (hasOlder) onLoadOlder(scroller.whenStill)
  }

  // Not after every change: a request that fails changes something, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the top has moved
  useEffect(loadOlderWhenNear, [firstKey, hasOlder, maxRows, isReady])

  return {
    logRef,
    contentRef,
    onScroll: loadOlderWhenNear,
    toBottom: () => scrollerRef.current?.toBottom(),
    /** The entries to draw. */
    shown: entries.length > maxRows ? entries.slice(-maxRows) : entries,
    hasMore,
    newAfter,
    /** Unread messages further down. */
    unseen: isPinned ? 0 : unread,
  }
}
