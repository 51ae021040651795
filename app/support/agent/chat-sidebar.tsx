'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useDelayed } from '@/hooks/use-delayed'
import { useMovingRows } from '@/hooks/use-moving-rows'
import { useNow } from '@/hooks/use-now'
import styles from './chat-sidebar.module.css'
import { useDesk } from './desk-context'
import { SidebarEmpty } from './sidebar-empty'
import { SidebarFilters } from './sidebar-filters'
import { SidebarRow } from './sidebar-row'

/** Skeletons appear only when loading takes longer than this, in milliseconds. */
const SKELETON_AFTER_MS = 150

/** The conversations, newest activity first: who is waiting, what is unread, which one is open. */
export function ChatSidebar() {
  const { view, inbox, place } = useDesk()
  const { rows, phase, updates } = view
  const ids = rows.map(({ conversation }) => conversation.id)
  const listRef = useRef<HTMLUListElement>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const now = useNow()
  const hold = useHold(inbox.hold.bind(inbox))
  const isLoading = useDelayed(phase === 'loading' && rows.length === 0, SKELETON_AFTER_MS)
  useMovingRows(listRef, ids)

  // One row takes the Tab key; arrows lead to the others.
  const tabStop = [focusedId, place.conversationId, ids[0]].find((id) => id && ids.includes(id))

  function focusRow(index: number) {
    listRef.current?.querySelectorAll<HTMLElement>('[data-row] a')[index]?.focus()
  }

  function moveFocus(event: KeyboardEvent) {
    const index = ids.indexOf(focusedId ?? '')
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ids.length - 1 }[event.key]
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    focusRow(Math.min(Math.max(target, 0), ids.length - 1))
  }

  function applyUpdates() {
    inbox.applyUpdates()
    listRef.current?.parentElement?.scrollTo({ top: 0 })
    // The button goes, and must not take the focus with it.
    requestAnimationFrame(() => focusRow(0))
  }

  return (
    <section className={styles.sidebar} data-part="list" aria-labelledby="inbox-heading">
      <h1 id="inbox-heading" className={styles.heading}>
        Inbox
      </h1>
      <SidebarFilters />
      <div className={styles.frame} {...hold.pointerProps}>
        {updates > 0 && (
          <button type="button" className={styles.pill} onClick={applyUpdates}>
            ↑ {updates === 1 ? '1 update' : `${updates} updates`}
          </button>
        )}
        <div className={styles.scroller} onScroll={hold.onScroll}>
          {rows.length > 0 && (
            <ul
              ref={listRef}
              className={styles.list}
              onKeyDown={moveFocus}
              onFocus={hold.onFocus}
              onBlur={hold.onBlur}
            >
              {rows.map((row) => (
                <SidebarRow
                  key={row.conversation.id}
                  row={row}
                  now={now}
                  isTabStop={row.conversation.id === tabStop}
                  onFocus={setFocusedId}
                />
              ))}
            </ul>
          )}
          {isLoading && <Skeletons count={6} />}
          {phase === 'ready' && rows.length === 0 && <SidebarEmpty />}
          {view.hasMore && <MoreRows key={`${rows.length} ${phase}`} onNear={inbox.loadMore} />}
        </div>
        {phase === 'failed' && <Failure isEmpty={rows.length === 0} onRetry={inbox.reload} />}
      </div>
    </section>
  )
}

/** Keeps the order while the pointer or the keyboard's focus is in the list, or it is scrolled away from its top. */
function useHold(setHeld: (isHeld: boolean) => void) {
  const reasons = useRef({ pointer: false, focus: false, scroll: false })

  function because(reason: keyof typeof reasons.current, holds: boolean) {
    reasons.current[reason] = holds
    setHeld(Object.values(reasons.current).some(Boolean))
  }

  return {
    pointerProps: {
      onPointerEnter: (event: React.PointerEvent) => because('pointer', event.pointerType !== 'touch'),
      onPointerLeave: () => because('pointer', false),
    },
    onFocus: (event: React.FocusEvent) => because('focus', event.target.matches(':focus-visible')),
    onBlur: () => because('focus', false),
    onScroll: (event: React.UIEvent) => because('scroll', event.currentTarget.scrollTop > 0),
  }
}

function Failure({ isEmpty, onRetry }: { isEmpty: boolean; onRetry: () => Promise<void> }) {
  return (
    <div role="status" className={styles.failure}>
      <p>{isEmpty ? 'The conversations could not be loaded.' : 'This list may be out of date.'}</p>
      <button type="button" onClick={() => void onRetry()}>
        Retry
      </button>
    </div>
  )
}

/** The next page is asked for before its place comes into view. */
function MoreRows({ onNear }: { onNear: () => Promise<void> }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (ref.current === null) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void onNear(), {
      root: ref.current.parentElement,
      rootMargin: '500px',
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [onNear])
  return (
    <div ref={ref}>
      <Skeletons count={2} />
    </div>
  )
}

function Skeletons({ count }: { count: number }) {
  return (
    <div className={styles.skeletons} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={index}>
          <i />
          <span>
            <i />
            <i />
          </span>
        </div>
      ))}
    </div>
  )
}
