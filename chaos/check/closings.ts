import type { Crowd } from '../crowd'
import type { Report } from './findings'
import { groupBy } from './group-by'
import { isReadable, type Row, type Truth } from './truth'

/** Checks which conversations are closed, and which wait for an answer. */
export function checkClosings(
  report: Report,
  { rows, byConversation, totals }: Truth,
  { people }: Crowd,
): void {
  const stored = new Set(rows.map((row) => row.client_message_id))
  const closings = groupBy(
    people.flatMap(({ notebook }) => notebook.closings),
    ({ conversationId }) => conversationId,
  )
  for (const { id, status, waiting_since, last_visitor_position } of totals.values()) {
    const log = byConversation.get(id) ?? []
    const words = log.filter((row) => row.sender_side === 'VISITOR' && isReadable(row))
    const last = words.at(-1)?.position ?? 0
    report.addIf(
      'needsAnswer',
      last !== last_visitor_position,
      () => `${id} takes ${last_visitor_position} for the last word`,
    )
    const isWaiting = waiting_since !== null
    const isWord = words.some(({ created_at }) => created_at.getTime() === waiting_since?.getTime())
    report.addIf(
      'needsAnswer',
      isWaiting && !isWord,
      () => `${id} waits since ${waiting_since?.toISOString()}`,
    )
    if (status === 'CLOSED') {
      const informed = (closings.get(id) ?? []).filter(({ seen }) => seen >= last)
      const isAnswered = informed.some(
        ({ clientMessageId }) => clientMessageId === null || stored.has(clientMessageId),
      )
      report.addIf('closedOver', informed.length === 0, () => `${id} over entry ${last}`)
      report.addIf('closedUnsent', informed.length > 0 && !isAnswered, () => id)
      report.addIf('needsAnswer', isWaiting, () => `${id} is closed and waits`)
    } else {
      report.addIf(
        'needsAnswer',
        !isWaiting && log.findLast(isTurn)?.sender_side === 'VISITOR',
        () => `${id} does not wait`,
      )
    }
  }
}

/**
 * The entries that decide whether a conversation needs an answer. A reply still counts after it was deleted, and closing counts
 * too. In these runs agents never mark a conversation as needing no answer.
 */
function isTurn(row: Row): boolean {
  return row.sender_side === 'VISITOR'
    ? isReadable(row)
    : row.kind === 'MESSAGE' || row.event?.type === 'closed'
}
