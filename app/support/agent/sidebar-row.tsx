'use client'

import Link from 'next/link'
import type { MouseEvent } from 'react'
import { displayName } from '@/client/alias'
import { deskHref } from '@/client/desk-place'
import { readDraft } from '@/client/drafts'
import { formatAge } from '@/client/format-time'
import type { InboxRow } from '@/client/inbox'
import { Avatar } from '@/components/avatar'
import { classNames } from '@/components/class-names'
import { ClockIcon } from '@/components/icons'
import type { Conversation } from '@/contract/conversation'
import { draftKeyOf, useDesk } from './desk-context'
import styles from './sidebar-row.module.css'

/** Visitors who wait longer than this for an answer are marked, in milliseconds. */
const WAITING_AFTER_MS = 5 * 60_000

type SidebarRowProps = {
  row: InboxRow
  /** `null` before the reader's clock is known. */
  now: number | null
  isTabStop: boolean
  onFocus: (conversationId: string) => void
}

/** A conversation in the list: a real link, so that it opens in another tab as any other. */
export function SidebarRow({ row, now, isTabStop, onFocus }: SidebarRowProps) {
  const { place, go, live } = useDesk()
  const { conversation, isMatching } = row
  const { id, visitor, unreadCount } = conversation
  const isCurrent = id === place.conversationId
  const isOnline = live?.conversationId === id && live.isOnline
  const name = displayName(visitor)

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    // Only a key press counts no clicks: then whoever opens it wants to read it.
    go({ conversationId: id }, event.detail === 0 ? 'log' : 'heading')
  }

  return (
    <li data-row={id} className={styles.row}>
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
        <Preview conversation={conversation} isCurrent={isCurrent} isClient={now !== null} />
        {isOnline && <span className="visually-hidden">, online</span>}
        {!isMatching && <span className={styles.state}>{stateOf(conversation)}</span>}
        {unreadCount > 0 && (
          <span className={styles.count}>
            <span className="visually-hidden">, </span>
            {unreadCount > 99 ? '99+' : unreadCount}
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

type PreviewProps = { conversation: Conversation; isCurrent: boolean; isClient: boolean }

function Preview({ conversation, isCurrent, isClient }: PreviewProps) {
  const { self, live } = useDesk()
  const { id, lastMessage } = conversation
  // Drafts are known to this browser alone, and in the open conversation they are in view.
  const draft = isClient && !isCurrent ? readDraft(draftKeyOf(self.id, id)).trim() : ''

  if (live?.conversationId === id && live.isTyping) {
    return (
      <span className={styles.preview}>
        <em>typing…</em>
      </span>
    )
  }
  if (draft !== '') {
    return (
      <span className={styles.preview} dir="auto">
        <em>Draft:</em> {draft}
      </span>
    )
  }
  return (
    <span className={styles.preview} dir="auto">
      {lastMessage === null
        ? 'No message yet'
        : prefixOf(lastMessage, self.id) + lastMessage.content.slice(0, 200)}
    </span>
  )
}

function prefixOf(message: NonNullable<Conversation['lastMessage']>, selfId: string): string {
  if (message.senderSide === 'visitor') return ''
  return message.senderId === selfId ? 'You: ' : `${message.senderName ?? 'Colleague'}: `
}

/** Why it is about to leave the list. */
function stateOf({ status }: Conversation): string {
  return status === 'CLOSED' ? 'Closed' : 'Open'
}
