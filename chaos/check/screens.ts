import type { Side } from '@/contract/log/message'
import type { Crowd } from '../crowd'
import type { Screen } from '../people/screen'
import { NOTE_MARK } from '../people/texts'
import type { Report } from './findings'
import { isReadable, placeOf, type Row, type Truth } from './truth'

/** Edits and deletions have a number and no line of their own. */
const DRAWN_EVENTS: ReadonlySet<string | undefined> = new Set(['closed', 'reopened', 'blocked', 'unblocked'])

/** Whether each screen shows its side's log, under that log's numbers. */
export function checkScreens(report: Report, truth: Truth, { visitors, agents }: Crowd): void {
  const screens = [
    ...visitors.flatMap((visitor) => visitor.screens.map((screen) => ({ screen, side: 'visitor' as const }))),
    ...agents.flatMap((agent) => agent.screens.map((screen) => ({ screen, side: 'agent' as const }))),
  ]
  for (const { screen, side } of screens) {
    const log = logOf(side, truth.byConversation.get(screen.conversationId ?? '') ?? [])
    compareBubbles(report, screen, log)
    if (side === 'visitor') checkSecrets(report, screen)
    const total = truth.totals.get(screen.conversationId ?? '')
    if (total === undefined) continue
    const unread = side === 'visitor' ? total.visitor_unread : total.agent_unread
    const shown = screen.unread()
    report.addIf(
      'unread',
      shown !== null && shown !== unread,
      () => `${nameOf(screen)}: ${shown}, SQL ${unread}`,
    )
    compareReadMarks(
      report,
      screen,
      log,
      side === 'visitor' ? total.agent_read_sequence : total.visitor_read_position,
    )
  }
}

/** An entry that is drawn, and its number on this side. */
type Placed = { row: Row; place: number }

function logOf(side: Side, rows: readonly Row[]): Placed[] {
  return rows.flatMap((row) => {
    const place = placeOf(side, row)
    const isDrawn = row.kind !== 'EVENT' || DRAWN_EVENTS.has(row.event?.type)
    return place !== null && isDrawn ? [{ row, place }] : []
  })
}

function compareBubbles(report: Report, screen: Screen, log: readonly Placed[]): void {
  const truth = new Map(
    log.flatMap((placed) =>
      [placed.row.id, placed.row.client_message_id].flatMap((key) =>
        key === null ? [] : [[key, placed] as const],
      ),
    ),
  )
  const shown = screen.bubbles().map(({ sequence, key, isOwn, content, isEdited }) => {
    const { row, place } = truth.get(key) ?? {}
    const isTrue =
      row !== undefined &&
      place === sequence &&
      content === (row.event?.type ?? row.content) &&
      isEdited === (row.edited_at !== null) &&
      key === ((isOwn ? row.client_message_id : null) ?? row.id)
    report.addIf('phantoms', !isTrue, () => `${nameOf(screen)}: ${sequence} ${key} ${content.slice(0, 40)}`)
    return sequence
  })
  const different = new Set(shown)
  report.add('bubbles', shown.length - different.size, () => nameOf(screen))
  const missing = log.filter(({ place }) => !different.has(place))
  report.add(
    'missing',
    missing.length,
    () => `${nameOf(screen)}: ${missing[0]?.place} and ${missing.length - 1} more`,
  )
  const isOrdered = shown.every((sequence, index) => sequence >= (shown[index - 1] ?? 0))
  report.addIf('screenOrder', !isOrdered, () => nameOf(screen))
}

function checkSecrets(report: Report, screen: Screen): void {
  const notes = screen.bubbles().filter(({ content }) => content.includes(NOTE_MARK))
  report.add('leaked', notes.length, () => `${nameOf(screen)} shows ${notes[0]?.content.slice(0, 40)}`)
}

/** The newest own message that is shown as read must be the newest one up to which the other side has read. */
function compareReadMarks(report: Report, screen: Screen, log: readonly Placed[], mark: number): void {
  const shown = screen.readByOthers()
  if (shown === null) return
  const own = new Set(screen.bubbles().flatMap(({ isOwn, sequence }) => (isOwn ? [sequence] : [])))
  const expected =
    log.findLast(({ row, place }) => own.has(place) && isReadable(row) && place <= mark)?.place ?? 0
  report.addIf('read', shown !== expected, () => `${nameOf(screen)}: ${shown}, SQL ${expected}`)
}

function nameOf({ owner, conversationId }: Screen): string {
  return `${owner}'s screen of ${conversationId}`
}
