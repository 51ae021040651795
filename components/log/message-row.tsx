'use client'

import { type ComponentType, type MouseEvent, memo, type ReactNode } from 'react'
import { SENDING_SHOWN_AFTER_MS } from '@/client/constants'
import { hasFailed, type TimelineMessage } from '@/client/conversation/timeline-entries'
import { formatExactTime } from '@/client/text/format-time'
import { withoutMarkup } from '@/client/text/markup'
import type { Side } from '@/contract/log/message'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useDeskWords } from '@/hooks/browser/use-desk-words'
import { useWords } from '@/hooks/browser/use-words'
import { Avatar } from '../ui/avatar'
import { classNames } from '../ui/class-names'
import { AlertIcon, ClockIcon } from '../ui/icons'
import { NamedText } from '../ui/named-text'
import { MessageContent } from './content/message-content'
import styles from './message-row.module.css'
import { MessageTime } from './message-time'

/** Wraps the bubble of the viewer's own message. */
export type OwnMessageFrame = ComponentType<{ entry: TimelineMessage; children: ReactNode }>

type MessageRowProps = {
  entry: TimelineMessage
  /** The viewer's side. */
  side: Side
  /** The author's display name. */
  name: string
  isFirst: boolean
  isLast: boolean
  /** Whether its time is the log's tab stop. */
  isTabStop: boolean
  /** Whether its delivery state is shown below it. */
  showsState: boolean
  /** False until the reader's time zone is known. */
  hasLocalTime: boolean
  onRetry: (clientMessageId: string) => void
  onDiscard: (clientMessageId: string) => void
  /** Moves a held message back into the composer. */
  onTakeBack?: ((clientMessageId: string) => void) | undefined
  own?: OwnMessageFrame | undefined
}

/** One message. Re-renders only when it has changed. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { entry, side, name, isFirst, isLast, isTabStop, showsState, hasLocalTime, own } = props
  const { t, locale } = useWords()
  const deskWords = useDeskWords()
  const isOurs = entry.side === side
  const author = entry.isOwn ? t('you') : name
  const hasVisibleName = isFirst && !entry.isOwn && entry.kind === 'message'
  const isUnsent = hasFailed(entry)
  const titleOf = (time: string) => (hasLocalTime ? formatExactTime(new Date(time), locale) : undefined)
  const editedAt = entry.isDeleted ? null : (entry.stored?.editedAt ?? null)
  const Frame = (entry.isOwn && own) || NoFrame

  return (
    <li
      className={classNames(
        styles.row,
        entry.kind === 'note' && styles.note,
        entry.isDeleted && styles.deleted,
        isOurs ? styles.ours : styles.theirs,
        isFirst && styles.first,
        isLast && styles.last,
      )}
      data-id={entry.key}
      data-state={entry.state}
    >
      {entry.kind === 'note' && isFirst && (
        <p className={styles.noteLabel}>
          <span>{deskWords.t('note')}</span>
          <bdi>{author}</bdi>
          <span>{deskWords.t('onlyTeam')}</span>
        </p>
      )}
      {hasVisibleName && (
        <p className={styles.author}>
          {entry.side === 'agent' && (
            <Avatar id={entry.senderId ?? name} name={name} picture={entry.senderPicture} size={24} />
          )}
          <bdi>{author}</bdi>
          <span className="visually-hidden">:</span>
        </p>
      )}
      <Frame entry={entry}>
        <div className={styles.bubble} title={titleOf(entry.createdAt)}>
          {!hasVisibleName && <span className="visually-hidden">{`${author}: `}</span>}
          {entry.isDeleted ? (
            <span>{entry.kind === 'note' ? deskWords.t('noteDeleted') : t('messageDeleted')}</span>
          ) : (
            <MessageContent content={entry.content} hasMarkup={entry.side === 'agent'} />
          )}
          {editedAt !== null && (
            <time className={styles.edited} dateTime={editedAt} title={titleOf(editedAt)}>
              {` ${t('edited')}`}
            </time>
          )}
        </div>
      </Frame>
      {isLast || isUnsent ? (
        <p
          className={classNames(
            styles.meta,
            isUnsent && styles.failed,
            entry.state === 'held' && styles.held,
          )}
        >
          {isUnsent ? (
            <Failure {...props} />
          ) : (
            <>
              <MessageTime createdAt={entry.createdAt} isLocal={hasLocalTime} isTabStop={isTabStop} />
              {showsState && hasState(entry) && <State state={entry.state} />}
            </>
          )}
        </p>
      ) : (
        <time className="visually-hidden" dateTime={entry.createdAt} />
      )}
    </li>
  )
}, isSame)

/** A stored note has no state to show, because the visitor never reads it. */
function hasState({ kind, stored, isDeleted }: TimelineMessage): boolean {
  return !isDeleted && (kind === 'message' || stored === null)
}

const NoFrame: OwnMessageFrame = ({ children }) => children

function State({ state }: { state: TimelineMessage['state'] }) {
  const { t } = useWords()
  const isLate = useDelayed(state === 'sending', SENDING_SHOWN_AFTER_MS)
  switch (state) {
    case 'sending':
      return isLate && <span className={styles.state}>{t('sending')}</span>
    case 'waiting':
      return (
        <span className={styles.state}>
          <ClockIcon /> <span>{t('waiting')}</span>
        </span>
      )
    case 'slowed':
      return (
        <span className={styles.state}>
          <ClockIcon /> <span>{t('slowed')}</span>
        </span>
      )
    case 'sent':
      return <span className={styles.state}>{t('sent')}</span>
    case 'read':
      return <span className={styles.state}>{t('read')}</span>
    case 'failed':
    case 'held':
      return null
  }
}

function Failure({ entry, onRetry, onDiscard, onTakeBack }: MessageRowProps) {
  const { t } = useWords()
  const deskWords = useDeskWords()

  function leave(event: MouseEvent<HTMLElement>, act: (clientMessageId: string) => void) {
    // The focused button is about to unmount: focus the log.
    event.currentTarget.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true })
    act(entry.clientMessageId)
  }

  if (entry.state === 'held') {
    return (
      <>
        <time className="visually-hidden" dateTime={entry.createdAt} />
        <AlertIcon />
        <Passing by={entry.passedBy} />
        <span className={styles.choices}>
          <button type="button" onClick={() => onTakeBack?.(entry.clientMessageId)}>
            {deskWords.t('keepEditing')}
          </button>
          <button type="button" onClick={(event) => leave(event, onRetry)}>
            {deskWords.t('sendAnyway')}
          </button>
        </span>
      </>
    )
  }
  return (
    <>
      <time className="visually-hidden" dateTime={entry.createdAt} />
      <AlertIcon />
      <span>{t('notSent')}</span>
      <button type="button" onClick={(event) => leave(event, onRetry)}>
        {t('retry')}
      </button>
      <button type="button" onClick={(event) => leave(event, onDiscard)}>
        {t('discard')}
      </button>
    </>
  )
}

/** The colleague's reply that came first. */
function Passing({ by }: { by: TimelineMessage['passedBy'] }) {
  const { t, around } = useDeskWords()
  if (by === null) return <span>{t('passed')}</span>
  return (
    <span className={styles.passing}>
      <NamedText around={around('passedBy')} name={by.senderName ?? t('colleague')} />{' '}
      <q dir="auto">{withoutMarkup(by.content)}</q>
    </span>
  )
}

/** Compares by value, because every change to the log creates new entry objects. */
function isSame(before: MessageRowProps, after: MessageRowProps): boolean {
  const { entry: a, ...restBefore } = before
  const { entry: b, ...restAfter } = after
  return (
    a.key === b.key &&
    a.state === b.state &&
    a.content === b.content &&
    a.stored?.version === b.stored?.version &&
    a.isDeleted === b.isDeleted &&
    a.createdAt === b.createdAt &&
    a.senderPicture === b.senderPicture &&
    a.passedBy?.content === b.passedBy?.content &&
    a.passedBy?.senderName === b.passedBy?.senderName &&
    restBefore.name === restAfter.name &&
    restBefore.side === restAfter.side &&
    restBefore.isFirst === restAfter.isFirst &&
    restBefore.isLast === restAfter.isLast &&
    restBefore.isTabStop === restAfter.isTabStop &&
    restBefore.showsState === restAfter.showsState &&
    restBefore.hasLocalTime === restAfter.hasLocalTime
  )
}
