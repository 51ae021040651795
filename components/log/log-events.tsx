'use client'

import { useState } from 'react'
import type { TimelineEvent } from '@/client/conversation/timeline-entries'
import { formatExactTime } from '@/client/text/format-time'
import { useDeskWords } from '@/hooks/browser/use-desk-words'
import { useWords } from '@/hooks/browser/use-words'
import { NamedText } from '../ui/named-text'
import styles from './log-events.module.css'

type LogEventsProps = {
  /** A run of events between two messages, in order. Never empty. */
  events: readonly TimelineEvent[]
  nameOf: (event: TimelineEvent) => string
  /** `null` until the reader's time zone is known. */
  now: number | null
}

/** Longer runs are folded to the last event, which shows the current state. */
const MAX_UNFOLDED = 3

/** A run of conversation events, shown between the messages. */
export function LogEvents({ events, nameOf, now }: LogEventsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { t, locale } = useWords()
  const isFolded = events.length > MAX_UNFOLDED
  const shown = isFolded && !isOpen ? events.slice(-1) : events

  return (
    <div className={styles.events}>
      {isFolded && (
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('hideEarlierChanges') : t('earlierChanges', { count: events.length - 1 })}
        </button>
      )}
      {shown.map((event) => (
        <p
          key={event.key}
          data-id={event.key}
          title={now === null ? undefined : formatExactTime(new Date(event.createdAt), locale)}
        >
          <WhatHappened event={event} nameOf={nameOf} />
        </p>
      ))}
    </div>
  )
}

function WhatHappened({ event, nameOf }: { event: TimelineEvent; nameOf: (event: TimelineEvent) => string }) {
  const words = useWords()
  const deskWords = useDeskWords()
  const [own, by] = {
    closed: () => [words.t('youClosed'), words.around('closedBy')] as const,
    reopened: () => [words.t('youReopened'), words.around('reopenedBy')] as const,
    blocked: () => [deskWords.t('youBlocked'), deskWords.around('blockedBy')] as const,
    unblocked: () => [deskWords.t('youUnblocked'), deskWords.around('unblockedBy')] as const,
  }[event.type]()
  return event.isOwn ? <span>{own}</span> : <NamedText around={by} name={nameOf(event)} />
}
