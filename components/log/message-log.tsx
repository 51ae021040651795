'use client'

import { Fragment, type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { type LogSection, logSections } from '@/client/conversation/log-sections'
import {
  hasFailed,
  isWritten,
  type TimelineEntry,
  type TimelineEvent,
  type TimelineMessage,
} from '@/client/conversation/timeline-entries'
import { formatDay } from '@/client/text/format-time'
import type { Side } from '@/contract/log/message'
import { useNow } from '@/hooks/browser/use-now'
import { useWords } from '@/hooks/browser/use-words'
import { classNames } from '../ui/class-names'
import { LogEvents } from './log-events'
import { MessageBoundary } from './message-boundary'
import styles from './message-log.module.css'
import { MessageRow, type OwnMessageFrame } from './message-row'
import { TypingBubble } from './typing-bubble'
import { useLogScroll } from './use-log-scroll'

type MessageLogProps = {
  /** The viewer's side, whose messages are aligned to the inline end. */
  side: Side
  entries: readonly TimelineEntry[]
  /** False while the history loads, when the initial scroll position is not yet known. */
  isReady: boolean
  /** The sequence up to which this side has read. */
  readSequence: number
  hasOlder: boolean
  /** The display name of an entry's author. */
  nameOf: (entry: TimelineMessage | TimelineEvent) => string
  /** The names of everyone else who is typing. */
  typingNames: readonly string[]
  /** Called when everything up to this sequence has been on screen, in a focused page. */
  onRead: (sequence: number) => void
  /** Called when the reader nears the top. `whenStill` resolves when entries can be prepended without a jump. */
  onLoadOlder: (whenStill: () => Promise<void>) => void
  onRetry: (clientMessageId: string) => void
  onDiscard: (clientMessageId: string) => void
  /** Moves a held message back into the composer. Needed only where messages can be held. */
  onTakeBack?: (clientMessageId: string) => void
  own?: OwnMessageFrame
  /** Shown while the log is empty. */
  children?: ReactNode
  /** Shown above the very first message. */
  beginning?: ReactNode
  /** Shown below the message with this key, while that is rendered. */
  insertion?: { below: string; content: ReactNode } | null
  headingLevel?: 2 | 3 | 4
}

/** The messages in order, with day headings, groups and delivery states. Keeps the reader's scroll position. */
export function MessageLog(props: MessageLogProps) {
  const { side, entries, nameOf, typingNames, onRetry, onDiscard, onTakeBack, headingLevel = 3 } = props
  const now = useNow()
  const { t } = useWords()
  const scroll = useLogScroll(props)
  const { shown, newAfter } = scroll
  const sections = useMemo(
    () => logSections(shown, { side, newAfter, hasDays: now !== null }),
    [shown, side, newAfter, now],
  )
  const messages = entries.filter(isWritten)
  const ours = messages.filter((entry) => entry.side === side)
  const lastOwnKey = ours.at(-1)?.key
  // Failed messages show no time.
  const tabStop = shown.filter(isWritten).findLast((entry) => !hasFailed(entry))?.key
  const lastStoredKey = ours.findLast((entry) => entry.sequence !== null)?.key

  return (
    <div className={styles.frame}>
      <div
        ref={scroll.logRef}
        className={styles.log}
        role="log"
        aria-live="off"
        aria-label={t('messages')}
        aria-busy={!props.isReady}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
        tabIndex={0}
        onScroll={scroll.onScroll}
        onKeyDown={moveBetweenTimes}
      >
        <div ref={scroll.contentRef} className={styles.content}>
          {scroll.hasMore && <OlderMessages />}
          {!scroll.hasMore && props.beginning}
          {entries.length === 0 && props.children}
          {sections.map((section) => (
            <Section
              key={section.key}
              section={section}
              now={now}
              headingLevel={headingLevel}
              nameOf={nameOf}
            >
              {(row) => (
                <Fragment key={row.entry.key}>
                  <MessageBoundary entryKey={row.entry.key}>
                    <MessageRow
                      {...row}
                      side={side}
                      name={nameOf(row.entry)}
                      isTabStop={row.entry.key === tabStop}
                      showsState={row.entry.key === lastOwnKey || row.entry.key === lastStoredKey}
                      hasLocalTime={now !== null}
                      onRetry={onRetry}
                      onDiscard={onDiscard}
                      onTakeBack={onTakeBack}
                      own={props.own}
                    />
                  </MessageBoundary>
                  {row.entry.key === props.insertion?.below && (
                    <li className={styles.insertion}>{props.insertion.content}</li>
                  )}
                </Fragment>
              )}
            </Section>
          ))}
          <TypingBubble names={typingNames} />
        </div>
      </div>
      {scroll.unseen > 0 && (
        <button type="button" className={styles.pill} onClick={scroll.toBottom}>
          {`↓ ${t('newMessages', { count: scroll.unseen })}`}
        </button>
      )}
    </div>
  )
}

type SectionProps = {
  section: LogSection
  now: number | null
  headingLevel: 2 | 3 | 4
  nameOf: (entry: TimelineEvent) => string
  children: (row: Extract<LogSection, { kind: 'rows' }>['rows'][number]) => ReactNode
}

function Section({ section, now, headingLevel, nameOf, children }: SectionProps) {
  const Heading = `h${headingLevel}` as const
  const { t, locale } = useWords()
  switch (section.kind) {
    case 'day':
      return (
        <Heading className={styles.day}>
          {now !== null && formatDay(new Date(section.day), new Date(now), locale)}
        </Heading>
      )
    case 'new':
      return (
        <p className={styles.new} data-new>
          <span>{t('newFromHere')}</span>
        </p>
      )
    case 'rows':
      return <ol className={styles.rows}>{section.rows.map(children)}</ol>
    case 'events':
      return <LogEvents events={section.events} nameOf={nameOf} now={now} />
  }
}

/** A placeholder for older messages. Rendered even before they load, so that loading shifts nothing. */
function OlderMessages() {
  return (
    <div className={styles.older} aria-hidden="true">
      <i className={styles.skeleton} />
      <i className={classNames(styles.skeleton, styles.skeletonOwn)} />
      <i className={styles.skeleton} />
    </div>
  )
}

/** A roving tab stop among the messages' times, so that there is not one stop per message. */
function moveBetweenTimes(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.matches('[data-time]')) return
  const times = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-time]')]
  times[times.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}
