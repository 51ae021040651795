import type { Crowd } from '../crowd'
import type { Notebook } from '../people/notebook'
import { originalOf } from '../people/texts'
import type { Report } from './findings'
import { groupBy } from './group-by'
import { placeOf, type Row, type Truth } from './truth'

/** Checks that everything typed is stored once and in order, and everything acknowledged under its number and id. */
export function checkNotebooks(report: Report, truth: Truth, { visitors, agents, people }: Crowd): void {
  const byText = groupBy(
    originals(truth, people).filter(({ text }) => text !== null),
    ({ text }) => text ?? '',
  )
  for (const [text, same] of byText) {
    report.add('doubled', same.length - 1, () => `${text.slice(0, 40)} has ${same.length} rows`)
  }
  for (const { name, notebook } of visitors)
    checkAcknowledged(report, truth, { name, notebook, side: 'visitor' })
  for (const { name, notebook } of agents) checkAcknowledged(report, truth, { name, notebook, side: 'agent' })

  for (const { name, notebook, screens } of people) {
    const waiting = screens.reduce((sum, screen) => sum + screen.waiting(), 0)
    report.add('unsent', waiting, () => `${name}: ${waiting} texts`)
    const absent = notebook.typed.filter((text) => !byText.has(text))
    report.add(
      'vanished',
      Math.max(0, absent.length - waiting),
      () => `${name}: ${absent.length} absent, ${waiting} waiting: ${absent[0]}`,
    )
    // Refused texts are retried by hand, later.
    const sent = notebook.typed.filter((text) => !notebook.refused.has(text))
    checkAuthorOrder(
      report,
      name,
      sent.flatMap((text) => byText.get(text)?.[0]?.row ?? []),
    )
  }
}

/** Each stored row with the text originally typed. `null`: deleted, and never acknowledged to its author. */
function originals(
  { rows }: Truth,
  people: readonly { notebook: Notebook }[],
): { row: Row; text: string | null }[] {
  const told = new Map(
    people.flatMap(({ notebook }) => notebook.acknowledged.map(({ id, content }) => [id, content] as const)),
  )
  return rows
    .filter(({ kind }) => kind !== 'EVENT')
    .map((row) => ({
      row,
      text: row.deleted_at === null ? originalOf(row.content) : (told.get(row.id) ?? null),
    }))
}

/** The content of edited rows is checked by {@link checkChanges}. */
function checkAcknowledged(
  report: Report,
  { byId }: Truth,
  { name, notebook, side }: { name: string; notebook: Notebook; side: 'visitor' | 'agent' },
): void {
  for (const { id, sequence, content, conversationId } of notebook.acknowledged) {
    const row = byId.get(id)
    const isThere =
      row !== undefined &&
      placeOf(side, row) === sequence &&
      row.conversation_id === conversationId &&
      (row.version > 1 || row.content === content)
    report.addIf('lost', !isThere, () => `${name}: entry ${sequence} of ${conversationId} (${id})`)
  }
}

/** One outbox holds messages and notes in one order. */
function checkAuthorOrder(report: Report, name: string, typed: readonly Row[]): void {
  for (const [log, own] of groupBy(typed, (row) => row.conversation_id)) {
    const inversions = own.filter(({ position }, index) => position < (own[index - 1]?.position ?? 0)).length
    report.add('authorOrder', inversions, () => `${name} in ${log}`)
  }
}
