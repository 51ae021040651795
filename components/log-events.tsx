'use client'

import { useState } from 'react'
import type { TimelineEvent } from '@/client/conversation/timeline-entries'
import { formatExactTime } from '@/client/text/format-time'
import styles from './log-events.module.css'

type LogEventsProps = {
  /** The events between two messages, in order; at least one. */
  events: readonly TimelineEvent[]
  nameOf: (event: TimelineEvent) => string
  /** `null` before the reader's zone is known. */
  now: number | null
}

/** Longer runs of events are folded, and the last event, which tells the present state, stays visible. */
const MOST_UNFOLDED = 2

/** Events of a conversation, as quiet lines between its messages. */
export function LogEvents({ events, nameOf, now }: LogEventsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isFolded = events.length > MOST_UNFOLDED
  const shown = isFolded && !isOpen ? events.slice(-1) : events

  return (
    <div className={styles.events}>
      {isFolded && (
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide earlier changes' : `Show ${events.length - 1} earlier changes`}
        </button>
      )}
      {shown.map((event) => (
        <p
          key={event.key}
          data-id={event.key}
          title={now === null ? undefined : formatExactTime(new Date(event.createdAt))}
        >
          <bdi>{event.isOwn ? 'You' : nameOf(event)}</bdi>
          <span>{` ${words[event.type]}`}</span>
        </p>
      ))}
    </div>
  )
}

const words: Record<TimelineEvent['type'], string> = {
  closed: 'closed this conversation',
  reopened: 'reopened this conversation',
  blocked: 'blocked this visitor',
  unblocked: 'unblocked this visitor',
}
