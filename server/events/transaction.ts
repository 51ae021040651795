import { type Transaction, transact } from '@/server/database/db'
import { isDeadlock } from '@/server/database/errors'
import type { DomainEvent } from './catalogue'
import { recordEvents } from './record'
import { wakeRelay } from './wake'

type Pending = { events: DomainEvent[]; isRecording: boolean }

const pending = new WeakMap<Transaction, Pending>()

/**
 * Adds an event to this transaction. It is stored with the commit: if the transaction rolls back, so does the event; if the process
 * dies after the commit, the relay finds the row and publishes it later.
 */
export function noteEvent(tx: Transaction, event: DomainEvent): void {
  pendingIn(tx).events.push(event)
}

/** Wakes the relay after the commit, for a statement that has stored its event itself. */
export function noteRecorded(tx: Transaction): void {
  pendingIn(tx).isRecording = true
}

function pendingIn(tx: Transaction): Pending {
  const known = pending.get(tx)
  if (known === undefined) throw new Error('events must be noted inside `inTransaction`')
  return known
}

/**
 * Runs `work` in a transaction, stores the events that it notes, and wakes the relay after the commit. Commits when `work` resolves
 * and rolls back when it throws.
 *
 * @param isLong whether it and each statement may take a minute instead of the usual five seconds
 */
export async function inTransaction<Result>(
  work: (tx: Transaction) => Promise<Result>,
  options: { isLong?: boolean } = {},
): Promise<Result> {
  const own: Pending = { events: [], isRecording: false }
  const result = await transact(async (tx) => {
    pending.set(tx, own)
    const answer = await work(tx)
    await recordEvents(tx, own.events)
    return answer
  }, options)
  if (own.isRecording || own.events.length > 0) wakeRelay()
  return result
}

/**
 * Like {@link inTransaction}, but for up to a minute, because an erasure may delete years of messages at once. Long
 * transactions can deadlock; retries once when chosen as victim.
 */
export async function inLongTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const run = () => inTransaction(work, { isLong: true })
  return run().catch((error) => {
    if (!isDeadlock(error)) throw error
    return run()
  })
}
