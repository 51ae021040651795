/** How often each promise was broken, with the first examples. */
export type Findings = { counts: Record<Violation, number>; examples: string[] }

/** The kinds of violation. */
export const violations = {
  lost: 'acknowledged, but not in the database under that number, id and content',
  changed: 'edits and deletions acknowledged but not applied, or applied but not requested',
  vanished: 'typed, but neither in the database nor waiting in a browser',
  unsent: 'still waiting in a browser',
  doubled: 'texts with several rows',
  gaps: "logs, the team's or a visitor's, whose numbers are not 1, 2, 3 …",
  leaked: 'notes that a visitor could see or was sent',
  authorOrder: 'messages of one author out of order',
  missing: 'in the database, but not on a screen',
  phantoms: 'on a screen, but not in the database',
  bubbles: 'twice on one screen',
  screenOrder: 'screens with another order than the database',
  unread: 'badges that differ from a count in SQL',
  read: 'marks "read" that differ from the read positions',
  inbox: 'rows or totals of an inbox that differ from SQL',
  closedOver: 'conversations closed despite a message that the agent had not seen',
  closedUnsent: 'conversations closed by a reply that is not stored',
  needsAnswer: 'conversations whose "needs answer" mark is wrong',
  unpublished: 'events unpublished although nothing is broken',
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
