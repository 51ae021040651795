'use client'

import { Clock } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, memo, useRef } from 'react'
import type { FocusTarget } from '@/client/desk/desk'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import type { ListRow } from '@/client/desk/inbox/inbox'
import { type InboxFilter, needsAnswer } from '@/client/desk/inbox/inbox-filter'
import { displayName } from '@/client/text/alias'
import { formatAge } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import { Avatar } from '@/components/ui/avatar'
import { classNames } from '@/components/ui/class-names'
import { useRow } from '@/hooks/desk/use-desk'
import { useVisitorLife } from '@/hooks/desk/use-visitor-life'
import { SidebarPreview } from './sidebar-preview'
import styles from './sidebar-row.module.css'

const { t } = inboxWords

/** A wait longer than this is highlighted, in milliseconds. */
const WAITING_AFTER_MS = 5 * 60_000

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

type SidebarRowProps = {
  /** The conversation's id. */
  id: string
  filter: InboxFilter
  /** Site names by id; `null` if all rows are of one site. */
  siteNames: ReadonlyMap<string, string> | null
  isCurrent: boolean
  /** This agent's id. */
  selfId: string
  /** The conversation's address, so that the row is a real link. */
  href: string
  /** `null` on the server and during hydration. */
  now: number | null
  isTabStop: boolean
  onFocus: (conversationId: string) => void
  onOpen: (conversationId: string, focus: FocusTarget) => void
  /** Only in a windowed list: its distance from the list's top in pixels, its position from 1, and the number of rows. */
  top?: number
  position?: number
  count?: number
}

/**
 * A conversation in the list. A real link, so that it can be opened in a new tab. Re-renders only when its own conversation or
 * its part in the list changes.
 */
export const SidebarRow = memo(function SidebarRow(props: SidebarRowProps) {
  const row = useRow(props.id)
  // Missing after a deletion, until the list re-renders without it.
  return row && <Row {...props} {...row} />
})

function Row(props: SidebarRowProps & ListRow) {
  const {
    conversation,
    isMatching,
    filter,
    siteNames,
    isCurrent,
    selfId,
    href,
    now,
    isTabStop,
    onFocus,
    onOpen,
    top,
    position,
    count,
  } = props
  const rowRef = useRef<HTMLLIElement>(null)
  const { id, visitor, unreadCount } = conversation
  const siteName = siteNames?.get(conversation.siteId) ?? null
  const state = stateOf({ conversation, isMatching }, filter)
  const { isOnline, isTyping } = useVisitorLife(conversation, rowRef)
  const name = displayName(visitor)

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    // `detail` is 0 for keyboard activation. Keyboard users land in the log, to read it.
    onOpen(id, event.detail === 0 ? 'log' : 'heading')
  }

  return (
    <li
      ref={rowRef}
      data-row={id}
      className={classNames(styles.row, top !== undefined && styles.placed)}
      style={top === undefined ? undefined : { insetBlockStart: top }}
      aria-posinset={position}
      aria-setsize={count}
    >
      <Link
        href={href}
        prefetch={false}
        className={classNames(styles.link, unreadCount > 0 && styles.unread, !isMatching && styles.leaving)}
        aria-current={isCurrent ? 'true' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        onClick={open}
        onFocus={() => onFocus(id)}
      >
        <Avatar id={visitor.id} name={name} size={36} isOnline={isOnline} />
        {siteName === null ? (
          <span className={styles.name} dir="auto">
            {name}
          </span>
        ) : (
          <span className={styles.name}>
            <bdi>{name}</bdi>
            <span className={styles.site}>
              <span> · </span>
              <bdi>{siteName}</bdi>
            </span>
          </span>
        )}
        <Age conversation={conversation} now={now} />
        <SidebarPreview
          conversation={conversation}
          selfId={selfId}
          isCurrent={isCurrent}
          isTyping={isTyping}
          isAlone={state === null && unreadCount === 0}
        />
        {isOnline && <span className="visually-hidden">{t('rowOnline')}</span>}
        {state !== null && <span className={styles.state}>{state}</span>}
        {unreadCount > 0 && (
          <span className={styles.count}>
            <span className="visually-hidden">, </span>
            <span>{unreadCount > 99 ? '99+' : unreadCount}</span>
            <span className="visually-hidden">{t('rowUnread')}</span>
          </span>
        )}
      </Link>
    </li>
  )
}

/** How long the visitor has been waiting for an answer, or else the time since the last activity. */
function Age({ conversation, now }: { conversation: DeskConversation; now: number | null }) {
  const isWaiting = needsAnswer(conversation)
  const at = (isWaiting && conversation.waitingSince) || conversation.lastActivityAt
  const since = new Date(at)
  const isLong = isWaiting && now !== null && now - since.getTime() > WAITING_AFTER_MS

  return (
    <span className={classNames(styles.age, isLong && styles.waiting)}>
      {isWaiting && (
        <>
          <Clock size={12} aria-hidden="true" />
          <span className="visually-hidden">{wordsBefore(since, now)}</span>
        </>
      )}
      <time dateTime={at}>{now !== null && formatAge(since, new Date(now))}</time>
    </span>
  )
}

/** Screen reader text before a waiting time, which may be `now`, `5m` or a date. */
function wordsBefore(since: Date, now: number | null): string {
  const waitedMs = now === null ? 0 : now - since.getTime()
  if (waitedMs < MINUTE_MS) return t('rowNeedsAnswer')
  return waitedMs < 7 * DAY_MS ? t('rowWaitingFor') : t('rowWaitingSince')
}

/** The row's badge: blocked, closed, or why it no longer matches the filter and is about to leave. */
function stateOf({ conversation, isMatching }: ListRow, filter: InboxFilter): string | null {
  const isClosed = conversation.status === 'CLOSED'
  const states = [
    conversation.visitor.block && t('blocked'),
    isClosed && (!isMatching || filter.status === null) && t('closed'),
    !isClosed && !isMatching && (filter.needsAnswer ? t('settled') : t('open')),
  ].filter(Boolean)
  return states.length === 0 ? null : states.join(' · ')
}
