import { type Transaction, transact } from '@/server/database/db'
import { isDeadlock } from '@/server/database/errors'
import type { DomainEvent } from './catalogue'
import { recordEvents } from './record'
import { wakeRelay } from './wake'

type Noted = { events: DomainEvent[]; isRecording: boolean }

const noted = new WeakMap<Transaction, Noted>()

/**
 * Notes a fact of this transaction. It is recorded with the commit: if the transaction rolls back, it never happened; if the
 * process dies after the commit, the relay finds the row and sends it later.
 */
export function noteEvent(tx: Transaction, event: DomainEvent): void {
  notedIn(tx).events.push(event)
}

/** Wakes the relay after the commit, for a statement of this transaction that has recorded its event itself. */
export function noteRecorded(tx: Transaction): void {
  notedIn(tx).isRecording = true
}

function notedIn(tx: Transaction): Noted {
  const known = noted.get(tx)
  if (known === undefined) throw new Error('events are noted inside `inTransaction`')
  return known
}

/**
 * Runs `work` in one transaction, records the events that it noted, and wakes the relay after the commit. It commits when
 * `work` resolves and rolls back when it throws.
 *
 * @param isLong whether it and each of its statements may take a minute, where the usual five seconds are not enough
 */
export async function inTransaction<Result>(
  work: (tx: Transaction) => Promise<Result>,
  options: { isLong?: boolean } = {},
): Promise<Result> {
  const own: Noted = { events: [], isRecording: false }
  const result = await transact(async (tx) => {
    noted.set(tx, own)
    const answer = await work(tx)
    await recordEvents(tx, own.events)
    return answer
  }, options)
  if (own.isRecording || own.events.length > 0) wakeRelay()
  return result
}

/**
 * As {@link inTransaction}, for up to a minute, because an erasure may delete years of messages at once. Long transactions can
 * deadlock; this one is retried once when PostgreSQL chooses it as the victim.
 */
export async function inLongTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const run = () => inTransaction(work, { isLong: true })
  return run().catch((error) => {
    if (!isDeadlock(error)) throw error
    return run()
  })
}
