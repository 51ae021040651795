'use client'

import { useEffect, useRef } from 'react'
import { inboxWords } from '@/client/words/inbox/words'
import { deskPage } from '@/components/desk/desk-page'
import { SidebarEmpty } from '@/components/desk/list/sidebar-empty'
import { SidebarFilters } from '@/components/desk/list/sidebar-filters'
import { SidebarList } from '@/components/desk/list/sidebar-list'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useDesk, useInboxView } from '@/hooks/desk/use-desk'
import styles from './chat-sidebar.module.css'

const { t } = inboxWords

/** Skeletons appear only if loading takes longer than this, in milliseconds. */
const SKELETON_AFTER_MS = 150

/** The list of conversations, with its filters. New activity is held back while it would move rows under the pointer. */
export function ChatSidebar() {
  const { inbox } = useDesk()
  const ids = useInboxView((view) => view.ids)
  const phase = useInboxView((view) => view.phase)
  const updates = useInboxView((view) => view.updates)
  const hasMore = useInboxView((view) => view.hasMore)
  const scrollerRef = useRef<HTMLDivElement>(null)
  const hold = useHold(inbox.hold.bind(inbox))
  const isLoading = useDelayed(phase === 'loading' && ids.length === 0, SKELETON_AFTER_MS)

  function applyUpdates() {
    inbox.applyUpdates()
    scrollerRef.current?.scrollTo({ top: 0 })
    // The focused button is about to unmount: move the focus to the first row.
    requestAnimationFrame(() => deskPage.focusRow(inbox.getSnapshot().ids[0] ?? ''))
  }

  return (
    <section
      className={styles.sidebar}
      data-part="list"
      aria-labelledby="inbox-heading"
      // On the whole sidebar: the order must not change while the pointer is on its way to the updates button.
      {...hold.pointerProps}
    >
      <h1 id="inbox-heading" className={styles.heading}>
        {t('inbox')}
      </h1>
      {updates > 0 && (
        <button type="button" className={styles.pill} onClick={applyUpdates}>
          {t('updates', { count: updates })}
        </button>
      )}
      <SidebarFilters />
      <div className={styles.frame}>
        <div ref={scrollerRef} className={styles.scroller} onScroll={hold.onScroll}>
          {ids.length > 0 && (
            <SidebarList ids={ids} scrollerRef={scrollerRef} onFocus={hold.onFocus} onBlur={hold.onBlur} />
          )}
          {isLoading && <Skeletons count={6} />}
          {phase === 'ready' && ids.length === 0 && <SidebarEmpty />}
          {hasMore && <MoreRows key={`${ids.length} ${phase}`} onNear={inbox.loadMore} />}
        </div>
        {phase === 'failed' && <Failure isEmpty={ids.length === 0} onRetry={inbox.reload} />}
      </div>
    </section>
  )
}

/** Holds the order while the pointer is in the sidebar, the keyboard focus is on a row, or the list is scrolled down. */
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
      <p>{isEmpty ? t('listFailed') : t('listStale')}</p>
      <button type="button" onClick={() => void onRetry()}>
        {t('retry')}
      </button>
    </div>
  )
}

/** Requests the next page shortly before it scrolls into view. */
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
        // biome-ignore lint/suspicious/noArrayIndexKey: all are identical
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
