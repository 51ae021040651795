'use client'

import { useEffect, useRef } from 'react'
import { inboxWords } from '@/client/words/inbox/words'
import { useDesk } from '@/components/desk/desk-context'
import { SidebarEmpty } from '@/components/desk/list/sidebar-empty'
import { SidebarFilters } from '@/components/desk/list/sidebar-filters'
import { focusRow, SidebarList } from '@/components/desk/list/sidebar-list'
import { useDelayed } from '@/hooks/browser/use-delayed'
import styles from './chat-sidebar.module.css'

const { t } = inboxWords

/** Skeletons appear only when loading takes longer than this, in milliseconds. */
const SKELETON_AFTER_MS = 150

/** The conversations, newest activity first: who is waiting, what is unread, which one is open. */
export function ChatSidebar() {
  const { view, inbox } = useDesk()
  const { rows, phase, updates } = view
  const scrollerRef = useRef<HTMLDivElement>(null)
  const hold = useHold(inbox.hold.bind(inbox))
  const isLoading = useDelayed(phase === 'loading' && rows.length === 0, SKELETON_AFTER_MS)

  function applyUpdates() {
    inbox.applyUpdates()
    scrollerRef.current?.scrollTo({ top: 0 })
    // The button goes, and must not take the focus with it.
    requestAnimationFrame(() => focusRow(inbox.getSnapshot().rows[0]?.conversation.id ?? ''))
  }

  return (
    <section
      className={styles.sidebar}
      data-part="list"
      aria-labelledby="inbox-heading"
      // Also above the rows, where the updates are asked for: on the way there they must not come by themselves.
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
          {rows.length > 0 && (
            <SidebarList rows={rows} scrollerRef={scrollerRef} onFocus={hold.onFocus} onBlur={hold.onBlur} />
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
      <p>{isEmpty ? t('listFailed') : t('listStale')}</p>
      <button type="button" onClick={() => void onRetry()}>
        {t('retry')}
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
