import { GROUP_GAP_MS } from '@/client/constants'
import { startOfDay } from '@/client/text/format-time'
import type { Side } from '@/contract/message'
import { hasFailed, type TimelineEntry } from './timeline'

/** A message and its place in its group: messages that one person wrote in one go. */
export type LogRow = { entry: TimelineEntry; isFirst: boolean; isLast: boolean }

/** What a log consists of, from top to bottom. */
export type LogSection =
  | { kind: 'day'; key: string; day: number }
  | { kind: 'new'; key: string }
  | { kind: 'rows'; key: string; rows: LogRow[] }

type Options = {
  /** Whose log it is. */
  side: Side
  /** The line "New" stands before the first message of the other side beyond this one; `null` for no line. */
  newAfter: number | null
  /** False before the reader's zone is known. */
  hasDays: boolean
}

/** Divides a log by days and by the line "New", and its messages into groups. */
export function logSections(
  entries: readonly TimelineEntry[],
  { side, newAfter, hasDays }: Options,
): LogSection[] {
  const sections: LogSection[] = []
  let rows: LogRow[] | null = null
  let day: number | null = null
  let hasNew = false

  for (const [index, entry] of entries.entries()) {
    const entryDay = hasDays ? startOfDay(new Date(entry.createdAt)) : 0
    if (entryDay !== day) {
      if (hasDays) sections.push({ kind: 'day', key: `day-${entryDay}`, day: entryDay })
      day = entryDay
      rows = null
    }
    if (!hasNew && isNew(entry, side, newAfter)) {
      hasNew = true
      rows = null
      sections.push({ kind: 'new', key: 'new' })
    }
    const isFirst: boolean = rows === null || !belongTogether(entries[index - 1], entry)
    if (rows === null) {
      rows = []
      sections.push({ kind: 'rows', key: `rows-${entryDay}${hasNew ? '-new' : ''}`, rows })
    }
    const previous = rows.at(-1)
    if (previous) previous.isLast = isFirst
    rows.push({ entry, isFirst, isLast: true })
  }
  return sections
}

function isNew(entry: TimelineEntry, side: Side, newAfter: number | null): boolean {
  return newAfter !== null && entry.side !== side && entry.sequence !== null && entry.sequence > newAfter
}

function belongTogether(a: TimelineEntry | undefined, b: TimelineEntry): boolean {
  if (a === undefined || a.side !== b.side || a.isOwn !== b.isOwn) return false
  if (!b.isOwn && a.senderId !== b.senderId) return false
  // What was not sent says so below itself, and must not hide what became of the message above.
  if (hasFailed(a) !== hasFailed(b)) return false
  return Math.abs(Date.parse(b.createdAt) - Date.parse(a.createdAt)) <= GROUP_GAP_MS
}
