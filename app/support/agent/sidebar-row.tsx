'use client'

import Link from 'next/link'
import { type CSSProperties, type MouseEvent, useRef } from 'react'
import { displayName } from '@/client/alias'
import { deskHref } from '@/client/desk-place'
import { formatAge } from '@/client/format-time'
import type { InboxRow } from '@/client/inbox'
import { Avatar } from '@/components/avatar'
import { classNames } from '@/components/class-names'
import { ClockIcon } from '@/components/icons'
import type { Conversation } from '@/contract/conversation'
import { useDesk } from './desk-context'
import { SidebarPreview } from './sidebar-preview'
import styles from './sidebar-row.module.css'
import { useVisitorLife } from './use-visitor-life'

/** Visitors who wait longer than this for an answer are marked, in milliseconds. */
const WAITING_AFTER_MS = 5 * 60_000

type SidebarRowProps = {
  row: InboxRow
  /** `null` before the reader's clock is known. */
  now: number | null
  isTabStop: boolean
  onFocus: (conversationId: string) => void
  /** Its place among all rows, for a list that does not draw each. */
  place?: { style: CSSProperties; position: number; count: number }
}

/** A conversation in the list: a real link, so that it opens in another tab as any other. */
export function SidebarRow({ row, now, isTabStop, onFocus, place: rowPlace }: SidebarRowProps) {
  const { place, go } = useDesk()
  const rowRef = useRef<HTMLLIElement>(null)
  const { conversation, isMatching } = row
  const { id, visitor, unreadCount } = conversation
  const { isOnline, isTyping } = useVisitorLife(id, rowRef)
  const isCurrent = id === place.conversationId
  const name = displayName(visitor)
  const state = stateOf(row)

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    // Only a key press counts no clicks: then whoever opens it wants to read it.
    go({ conversationId: id }, event.detail === 0 ? 'log' : 'heading')
  }

  return (
    <li
      ref={rowRef}
      data-row={id}
      className={classNames(styles.row, rowPlace && styles.placed)}
      style={rowPlace?.style}
      aria-posinset={rowPlace?.position}
      aria-setsize={rowPlace?.count}
    >
      <Link
        href={deskHref({ ...place, conversationId: id, isDetailsOpen: false })}
        prefetch={false}
        className={classNames(styles.link, unreadCount > 0 && styles.unread, !isMatching && styles.leaving)}
        aria-current={isCurrent ? 'true' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        onClick={open}
        onFocus={() => onFocus(id)}
      >
        <Avatar id={visitor.id} name={name} size={36} isOnline={isOnline} />
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <Age conversation={conversation} now={now} />
        <SidebarPreview
          conversation={conversation}
          isTyping={isTyping}
          isClient={now !== null}
          isAlone={state === null && unreadCount === 0}
        />
        {isOnline && <span className="visually-hidden">, online</span>}
        {state !== null && <span className={styles.state}>{state}</span>}
        {unreadCount > 0 && (
          <span className={styles.count}>
            <span className="visually-hidden">, </span>
            <span>{unreadCount > 99 ? '99+' : unreadCount}</span>
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </Link>
    </li>
  )
}

function Age({ conversation, now }: { conversation: Conversation; now: number | null }) {
  const { lastActivityAt, lastMessage, status } = conversation
  const since = new Date(lastActivityAt)
  const isWaiting =
    now !== null &&
    status === 'OPEN' &&
    lastMessage?.senderSide === 'visitor' &&
    now - since.getTime() > WAITING_AFTER_MS

  return (
    <span className={classNames(styles.age, isWaiting && styles.waiting)}>
      {isWaiting && (
        <>
          <ClockIcon size={12} />
          <span className="visually-hidden">, waiting for </span>
        </>
      )}
      <time dateTime={lastActivityAt}>{now !== null && formatAge(since, new Date(now))}</time>
    </span>
  )
}

/** What is unusual about it: its visitor may not write, or it is about to leave the list, and why. */
function stateOf({ conversation, isMatching }: InboxRow): string | null {
  if (conversation.visitor.block) return 'Blocked'
  if (isMatching) return null
  return conversation.status === 'CLOSED' ? 'Closed' : 'Open'
}
