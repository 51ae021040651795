import type { Crowd } from '../crowd'
import type { Change } from '../people/notebook'
import type { Report } from './findings'
import { groupBy } from './group-by'
import type { Row, Truth } from './truth'

/**
 * Checks that every row's version and content were requested by its author, that the log contains each change exactly once, and
 * that every acknowledged change was applied. Unacknowledged changes may or may not have been.
 */
export function checkChanges(report: Report, { rows, byId }: Truth, { people }: Crowd): void {
  const attempts = groupBy(
    people.flatMap(({ notebook }) => notebook.changes),
    ({ messageId }) => messageId,
  )
  const told = groupBy(
    rows.filter(({ event }) => event?.messageId !== undefined),
    ({ event }) => event?.messageId,
  )
  for (const row of rows) {
    if (row.kind === 'EVENT') continue
    report.addIf(
      'changed',
      !isAsked(row, attempts.get(row.id) ?? []),
      () => `${row.id}, version ${row.version}`,
    )
    const entries = told.get(row.id) ?? []
    const last = entries.at(-1)?.event?.type
    const isTold =
      entries.length === row.version - 1 &&
      (last === 'message_deleted') === (row.deleted_at !== null) &&
      entries.every(({ position }) => position > row.position)
    report.addIf('changed', !isTold, () => `${row.id}, version ${row.version}, has ${entries.length} entries`)
  }
  for (const change of [...attempts.values()].flat()) {
    if (change.answer === null) continue
    const row = byId.get(change.messageId)
    const holds = isAnswerTo(change, change.answer) && row !== undefined && row.version >= change.version
    report.addIf('changed', !holds, () => `${change.messageId}: version ${change.version} was acknowledged`)
  }
}

function isAsked(row: Row, attempts: readonly Change[]): boolean {
  if (row.version === 1) return row.edited_at === null && row.deleted_at === null
  return attempts.some(
    ({ version, content }) =>
      version === row.version &&
      (content ?? '') === row.content &&
      (content === null) === (row.deleted_at !== null),
  )
}

function isAnswerTo({ messageId, version, content }: Change, answer: NonNullable<Change['answer']>): boolean {
  return (
    answer.id === messageId &&
    answer.version === version &&
    answer.content === (content ?? '') &&
    (answer.deletedAt !== null) === (content === null)
  )
}
