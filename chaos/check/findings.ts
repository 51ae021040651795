/** How often each promise was broken, and the first places where. */
export type Findings = { counts: Record<Violation, number>; examples: string[] }

/** The kinds of violation. */
export const violations = {
  lost: 'acknowledged, and not in the database under that number, id and content',
  changed: 'edits and deletions that were acknowledged and do not hold, or hold and were not asked for',
  vanished: 'typed, and neither in the database nor waiting in a browser',
  unsent: 'still waiting in a browser',
  doubled: 'one text, several rows',
  gaps: "logs, the team's or a visitor's, whose numbers are not 1, 2, 3 …",
  leaked: 'notes that a visitor could see or was sent',
  authorOrder: 'messages of one author in another order than they were typed',
  missing: 'in the database, not on a screen',
  phantoms: 'on a screen, not in the database',
  bubbles: 'on one screen twice',
  screenOrder: 'screens in another order than the database',
  unread: 'badges that differ from a count in SQL',
  read: 'marks "read" that differ from the read positions',
  inbox: 'rows or totals of an inbox that differ from SQL',
  closedOver: 'conversations that were closed over a message that the agent had not seen',
  closedUnsent: 'conversations that a reply has closed which is not stored',
  needsAnswer: 'conversations that wait for an answer and do not say so, or the other way round',
  unpublished: 'events that wait although nothing is broken',
} as const
export type Violation = keyof typeof violations

const EXAMPLES = 10

/** Records a violation. */
export class Report {
  readonly #counts = Object.fromEntries(
    Object.keys(violations).map((name) => [name, 0]),
  ) as Findings['counts']
  readonly #examples: string[] = []

  add(violation: Violation, count: number, example: () => string = () => String(count)): void {
    if (count === 0) return
    this.#counts[violation] += count
    if (this.#examples.length < EXAMPLES) this.#examples.push(`${violation}: ${example()}`)
  }

  addIf(violation: Violation, isBroken: boolean, example: () => string): void {
    this.add(violation, isBroken ? 1 : 0, example)
  }

  findings(): Findings {
    return { counts: this.#counts, examples: this.#examples }
  }
}
