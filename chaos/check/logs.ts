import type { Report } from './findings'
import { isReadable, type Row, type Totals, type Truth } from './truth'

/** Checks that each log is gapless, holds exactly what its side may see, and marks as read exactly what was read. */
export function checkLogs(report: Report, { byConversation, totals, byId }: Truth): void {
  for (const [conversationId, total] of totals) {
    const rows = byConversation.get(conversationId) ?? []
    const positions = rows.map(({ position }) => position)
    const sequences = rows.flatMap(({ sequence }) => sequence ?? [])
    report.addIf(
      'gaps',
      !isGapless(positions, total.last_position),
      () => `the team's log of ${conversationId}`,
    )
    report.addIf(
      'gaps',
      !isGapless(sequences, total.last_sequence),
      () => `the visitor's log of ${conversationId}`,
    )
    for (const row of rows) checkAudience(report, row, byId)
    checkReadMarks(report, rows, total)
  }
}

/** Numbers sorted by position must be consecutive. */
function isGapless(numbers: readonly number[], last: number): boolean {
  return numbers.length === last && numbers.every((number, index) => number === index + 1)
}

function checkAudience(report: Report, row: Row, byId: Truth['byId']): void {
  const isShown = row.sequence !== null
  if (isShown === isForVisitor(row, byId)) return
  report.add(
    isShown ? 'leaked' : 'gaps',
    1,
    () => `${row.kind} ${row.event?.type ?? ''} ${row.id} has number ${row.sequence}`,
  )
}

function isForVisitor({ kind, event }: Row, byId: Truth['byId']): boolean {
  if (kind !== 'EVENT') return kind === 'MESSAGE'
  if (event?.messageId !== undefined) return byId.get(event.messageId)?.kind === 'MESSAGE'
  return event?.type === 'closed' || event?.type === 'reopened'
}

/** The read marks in both numberings must agree, and a message must be `read` exactly if the other side's mark has reached it. */
function checkReadMarks(report: Report, rows: readonly Row[], total: Totals): void {
  const { visitor_read_position, visitor_read_sequence, agent_read_position, agent_read_sequence } = total
  const visitors = rows.find(({ sequence }) => sequence === visitor_read_sequence)?.position ?? 0
  const agents =
    rows.findLast((row) => row.sequence !== null && row.position <= agent_read_position)?.sequence ?? 0
  report.addIf('read', visitors !== visitor_read_position, () => `the visitor's marks of ${total.id}`)
  report.addIf('read', agents !== agent_read_sequence, () => `the team's marks of ${total.id}`)

  for (const row of rows) {
    const mark = row.sender_side === 'VISITOR' ? agent_read_position : visitor_read_position
    const isRead = !isReadable(row) || row.position <= mark
    report.addIf('read', row.read !== isRead, () => `row ${row.id} says read ${row.read}`)
  }
}
