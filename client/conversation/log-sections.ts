import { GROUP_GAP_MS } from '@/client/constants'
import { startOfDay } from '@/client/text/format-time'
import type { Side } from '@/contract/log/message'
import {
  hasFailed,
  isFromOtherSide,
  type TimelineEntry,
  type TimelineEvent,
  type TimelineMessage,
} from './timeline-entries'

/** A message and its place in its group of consecutive messages from one author. */
export type LogRow = { entry: TimelineMessage; isFirst: boolean; isLast: boolean }

/** A part of a log. */
export type LogSection =
  | { kind: 'day'; key: string; day: number }
  | { kind: 'new'; key: string }
  | { kind: 'rows'; key: string; rows: LogRow[] }
  /** The events between two messages, in order. */
  | { kind: 'events'; key: string; events: TimelineEvent[] }

type Options = {
  /** Whose view this is. */
  side: Side
  /** The "New" divider is placed before the first message from the other side after this one; `null` for none. */
  newAfter: number | null
  /** False until the reader's time zone is known. */
  hasDays: boolean
}

/** Splits a log into days, the "New" divider, events and groups of messages. */
export function logSections(
  entries: readonly TimelineEntry[],
  { side, newAfter, hasDays }: Options,
): LogSection[] {
  const sections: LogSection[] = []
  let rows: LogRow[] | null = null
  let events: TimelineEvent[] | null = null
  let day: number | null = null
  let hasNew = false
  // Row groups are keyed by the divider above, because their first row changes when older ones load.
  let above = 'start'

  for (const entry of entries) {
    const entryDay = hasDays ? startOfDay(new Date(entry.createdAt)) : 0
    if (entryDay !== day) {
      if (hasDays) sections.push({ kind: 'day', key: `day-${entryDay}`, day: entryDay })
      day = entryDay
      above = `day-${entryDay}`
      rows = null
      events = null
    }
    if (!hasNew && isNew(entry, side, newAfter)) {
      hasNew = true
      above = 'new'
      rows = null
      events = null
      sections.push({ kind: 'new', key: 'new' })
    }
    if (entry.kind === 'event') {
      if (events === null) {
        events = []
        sections.push({ kind: 'events', key: entry.key, events })
      }
      events.push(entry)
      above = entry.key
      rows = null
      continue
    }
    events = null
    const previous: LogRow | undefined = rows?.at(-1)
    const isFirst = previous === undefined || !belongTogether(previous.entry, entry)
    if (rows === null) {
      rows = []
      sections.push({ kind: 'rows', key: `rows-${above}`, rows })
    }
    if (previous) previous.isLast = isFirst
    rows.push({ entry, isFirst, isLast: true })
  }
  return sections
}

function isNew(entry: TimelineEntry, side: Side, newAfter: number | null): boolean {
  return (
    newAfter !== null && isFromOtherSide(entry, side) && entry.sequence !== null && entry.sequence > newAfter
  )
}

function belongTogether(a: TimelineMessage, b: TimelineMessage): boolean {
  if (a.side !== b.side || a.isOwn !== b.isOwn || a.kind !== b.kind) return false
  if (!b.isOwn && a.senderId !== b.senderId) return false
  // A failed message shows its error below, which must not hide the state of the message above.
  if (hasFailed(a) !== hasFailed(b)) return false
  return Math.abs(Date.parse(b.createdAt) - Date.parse(a.createdAt)) <= GROUP_GAP_MS
}
