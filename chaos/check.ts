import type { Crowd } from './crowd'
import type { Database } from './parts/database'
import { hashOf } from './people/notebook'
import type { Screen } from './people/screen'

/** How often each promise was broken, and the first places where. */
export type Findings = { counts: Record<Violation, number>; examples: string[] }

/** What may not be. */
const violations = {
  lost: 'acknowledged, and not in the database under that number, id and content',
  vanished: 'typed, and neither in the database nor waiting in a browser',
  unsent: 'still waiting in a browser',
  doubled: 'one text, several rows',
  gaps: 'numbers of a conversation that are missing',
  authorOrder: 'messages of one author in another order than they were typed',
  missing: 'in the database, not on a screen',
  phantoms: 'on a screen, not in the database',
  bubbles: 'on one screen twice',
  screenOrder: 'screens in another order than the database',
  unread: 'badges that differ from a count in SQL',
  read: 'marks "read" that differ from the read positions',
  inbox: 'rows or totals of an inbox that differ from SQL',
  closedOver: 'conversations that are closed over a word that nobody who closed them had seen',
  closedUnsent: 'conversations that a reply has closed which is not stored',
  needsAnswer: 'conversations that wait for an answer and do not say so, or the other way round',
  unpublished: 'events that wait although nothing is broken',
} as const
type Violation = keyof typeof violations

export const descriptions: Record<Violation, string> = violations

type Row = {
  id: string
  conversation_id: string
  sequence: number
  sender_id: string
  sender_side: 'VISITOR' | 'AGENT'
  client_message_id: string
  content: string
  read: boolean
}
type Totals = {
  id: string
  status: 'OPEN' | 'CLOSED'
  last_sequence: number
  last_visitor_sequence: number
  waiting_since: Date | null
  visitor_read: number
  agent_read: number
  visitor_unread: number
  agent_unread: number
}

const EXAMPLES = 10

/** Compares what people were told and what they see with what the database holds. */
export async function check(database: Database, crowd: Crowd): Promise<Findings> {
  const report = new Report()
  const rows = await database.query<Row>(
    `SELECT id, conversation_id, sequence::int, sender_id, sender_side, client_message_id, content, read
     FROM message ORDER BY conversation_id, sequence`,
  )
  const totals = await database.query<Totals>(
    `SELECT id, status, last_sequence::int, last_visitor_sequence::int, waiting_since, visitor_read_sequence::int AS visitor_read,
       agent_read_sequence::int AS agent_read,
       (SELECT count(*)::int FROM message WHERE conversation_id = conversation.id AND sender_side = 'AGENT'
          AND sequence > visitor_read_sequence) AS visitor_unread,
       (SELECT count(*)::int FROM message WHERE conversation_id = conversation.id AND sender_side = 'VISITOR'
          AND sequence > agent_read_sequence) AS agent_unread
     FROM conversation`,
  )
  const [waiting] = await database.query<{ count: number }>('SELECT count(*)::int FROM outbox_event')
  report.add('unpublished', waiting?.count ?? 0)

  checkRows(report, rows, new Map(totals.map((total) => [total.id, total])))
  checkNotebooks(report, rows, crowd)
  checkClosings(report, rows, totals, crowd)
  checkScreens(report, rows, totals, crowd)
  checkInboxes(report, totals, crowd)
  return report.findings()
}

function checkRows(report: Report, rows: Row[], totals: Map<string, Totals>): void {
  for (const [content, same] of groupBy(rows, (row) => row.content)) {
    report.add('doubled', same.length - 1, () => `${content.slice(0, 40)} has ${same.length} rows`)
  }
  for (const [conversationId, own] of groupBy(rows, (row) => row.conversation_id)) {
    const total = totals.get(conversationId)
    const missing = (total?.last_sequence ?? 0) - new Set(own.map(({ sequence }) => sequence)).size
    report.add('gaps', Math.abs(missing), () => `${conversationId} lacks ${missing}`)
    for (const { sequence, sender_side, read, id } of own) {
      const position = sender_side === 'VISITOR' ? total?.agent_read : total?.visitor_read
      report.addIf('read', read !== sequence <= (position ?? 0), () => `row ${id} says read ${read}`)
    }
  }
}

function checkNotebooks(report: Report, rows: Row[], { people }: Crowd): void {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byContent = new Map(rows.map((row) => [row.content, row]))
  for (const { name, notebook, screens } of people) {
    for (const { id, sequence, hash, conversationId } of notebook.acknowledged) {
      const row = byId.get(id)
      const isThere =
        row?.sequence === sequence && row.conversation_id === conversationId && hashOf(row.content) === hash
      report.addIf('lost', !isThere, () => `${name}: message ${sequence} of ${conversationId} (${id})`)
    }
    const waiting = screens.reduce((sum, screen) => sum + screen.waiting(), 0)
    report.add('unsent', waiting, () => `${name}: ${waiting} texts`)
    const stored = notebook.typed.map((text) => byContent.get(text))
    const absent = stored.filter((row) => row === undefined).length
    report.add(
      'vanished',
      Math.max(0, absent - waiting),
      () => `${name}: ${absent} absent, ${waiting} waiting`,
    )
    checkAuthorOrder(
      report,
      name,
      stored.filter((row) => row !== undefined),
    )
  }
}

/** Nobody marks conversations as needing no answer here, so an open one waits exactly when the visitor wrote last. */
function checkClosings(report: Report, rows: Row[], totals: Totals[], { people }: Crowd): void {
  const stored = new Set(rows.map((row) => row.client_message_id))
  const closings = groupBy(
    people.flatMap(({ notebook }) => notebook.closings),
    ({ conversationId }) => conversationId,
  )
  for (const { id, status, waiting_since, last_sequence, last_visitor_sequence } of totals) {
    const isWaiting = waiting_since !== null
    if (status === 'CLOSED') {
      const informed = (closings.get(id) ?? []).filter(({ seen }) => seen >= last_visitor_sequence)
      const isAnswered = informed.some(
        ({ clientMessageId }) => clientMessageId === null || stored.has(clientMessageId),
      )
      report.addIf('closedOver', informed.length === 0, () => `${id} over message ${last_visitor_sequence}`)
      report.addIf('closedUnsent', informed.length > 0 && !isAnswered, () => id)
      report.addIf('needsAnswer', isWaiting, () => `${id} is closed and waits`)
    } else if (last_sequence > 0 && last_visitor_sequence === last_sequence) {
      report.addIf('needsAnswer', !isWaiting, () => `${id} does not wait`)
    }
  }
}

function checkAuthorOrder(report: Report, name: string, typed: Row[]): void {
  for (const [conversationId, own] of groupBy(typed, (row) => row.conversation_id)) {
    const inversions = own.filter(({ sequence }, index) => sequence < (own[index - 1]?.sequence ?? 0)).length
    report.add('authorOrder', inversions, () => `${name} in ${conversationId}`)
  }
}

function checkScreens(report: Report, rows: Row[], totals: Totals[], { visitors, agents }: Crowd): void {
  const byConversation = groupBy(rows, (row) => row.conversation_id)
  const totalOf = new Map(totals.map((total) => [total.id, total]))
  const screens = [
    ...visitors.flatMap((visitor) => visitor.screens.map((screen) => ({ screen, side: 'visitor' as const }))),
    ...agents.flatMap((agent) => agent.screens.map((screen) => ({ screen, side: 'agent' as const }))),
  ]
  for (const { screen, side } of screens) {
    const own = byConversation.get(screen.conversationId ?? '') ?? []
    compareBubbles(report, screen, own)
    const total = totalOf.get(screen.conversationId ?? '')
    if (total === undefined) continue
    const unread = side === 'visitor' ? total.visitor_unread : total.agent_unread
    const shown = screen.unread()
    report.addIf(
      'unread',
      shown !== null && shown !== unread,
      () => `${nameOf(screen)}: ${shown}, SQL ${unread}`,
    )
    compareReadMarks(report, screen, own, side === 'visitor' ? total.agent_read : total.visitor_read)
  }
}

function compareBubbles(report: Report, screen: Screen, rows: Row[]): void {
  const truth = new Map(
    rows.flatMap((row) => [row.id, row.client_message_id].map((key) => [key, row] as const)),
  )
  const shown = screen.bubbles().map(({ sequence, key, isOwn, content }) => {
    const row = truth.get(key)
    const isTrue =
      row !== undefined &&
      row.sequence === sequence &&
      hashOf(row.content) === hashOf(content) &&
      key === (isOwn ? row.client_message_id : row.id)
    report.addIf('phantoms', !isTrue, () => `${nameOf(screen)}: ${sequence} ${key}`)
    return sequence
  })
  const different = new Set(shown)
  report.add('bubbles', shown.length - different.size, () => nameOf(screen))
  const missing = rows.filter(({ sequence }) => !different.has(sequence))
  report.add(
    'missing',
    missing.length,
    () => `${nameOf(screen)}: ${missing[0]?.sequence} and ${missing.length - 1} more`,
  )
  const isOrdered = shown.every((sequence, index) => sequence >= (shown[index - 1] ?? 0))
  report.addIf('screenOrder', !isOrdered, () => nameOf(screen))
}

/** The newest own message that is shown as read must be the newest one up to which the other side has read. */
function compareReadMarks(report: Report, screen: Screen, rows: Row[], position: number): void {
  const shown = screen.readByOthers()
  if (shown === null) return
  const own = new Set(screen.bubbles().flatMap(({ isOwn, sequence }) => (isOwn ? [sequence] : [])))
  const expected = rows.findLast(({ sequence }) => own.has(sequence) && sequence <= position)?.sequence ?? 0
  report.addIf('read', shown !== expected, () => `${nameOf(screen)}: ${shown}, SQL ${expected}`)
}

function checkInboxes(report: Report, totals: Totals[], { agents }: Crowd): void {
  const unreadTotal = totals.filter(({ agent_unread }) => agent_unread > 0).length
  const totalOf = new Map(totals.map((total) => [total.id, total]))
  for (const { name, inbox } of agents) {
    if (inbox === null) continue
    const view = inbox.getSnapshot()
    report.addIf(
      'inbox',
      view.unreadTotal !== unreadTotal,
      () => `${name}: ${view.unreadTotal}, SQL ${unreadTotal}`,
    )
    for (const { conversation } of view.rows) {
      const total = totalOf.get(conversation.id)
      const isTrue =
        total?.status === conversation.status &&
        total.last_sequence === conversation.lastSequence &&
        (total.waiting_since?.toISOString() ?? null) === conversation.waitingSince &&
        total.agent_unread === conversation.unreadCount
      report.addIf('inbox', !isTrue, () => `${name}: ${conversation.id} ${JSON.stringify(total)}`)
    }
  }
}

function nameOf({ owner, conversationId }: Screen): string {
  return `${owner}'s screen of ${conversationId}`
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

class Report {
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
