import { createHash } from 'node:crypto'
import { ImpatientClient } from '@/server/database/impatient-client'
import type { Query } from './store'

/** The advisory lock's number: "outbox" in ASCII, as far as it fits. Any number does that nobody else uses. */
const LOCK = 0x6f757462

/** PostgreSQL's channel on which a process without the lease tells the one that has it. */
const WAKE_CHANNEL = 'porchlight_outbox'

const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000

/**
 * The right to run the relay: of all processes on one database, one holds it. Each process asks for it over a connection of
 * its own, on which it also works once it holds the lease.
 */
export type Lease = {
  /** Runs on the connection that holds the lease: once that is lost, so is the right to send. */
  query: Query
  /** Whether this process holds the lease, from now on if it was free. */
  tryHold: () => Promise<boolean>
  /** True once the connection broke, and the lease with it. */
  isLost: () => boolean
  /** Ends the connection, which gives the lease to the process that asks next. */
  release: () => Promise<void>
}

/**
 * Connects in order to ask for the lease. Rejects when the database is away.
 *
 * @param onWake another process committed events, while this one holds the lease
 */
export async function connectLease(onWake: () => void): Promise<Lease> {
  const client = new ImpatientClient({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // What this connection writes may be lost in a crash: an event is then sent once more, which harms nobody. So
    // forgetting what was sent does not keep the disk from the next message.
    //
    // Everything here is found by key. While the tables are small PostgreSQL would rather read them whole, and keep to that
    // plan; but events come and go so fast that their table is mostly rows that are gone.
    options: '-c synchronous_commit=off -c enable_seqscan=off',
  })
  let isLost = false
  let isHeld = false
  const lose = () => {
    isLost = true
  }
  client.on('error', lose)
  client.on('end', lose)
  client.on('notification', onWake)

  const release = () => client.end().catch(() => {})
  try {
    await client.connect()
  } catch (error) {
    await release()
    throw error
  }
  return {
    query: async (text, values) => (await client.query({ name: nameOf(text), text, values })).rows,
    async tryHold() {
      if (isHeld) return true
      const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
        LOCK,
      ])
      if (rows[0]?.held !== true) return false
      await client.query(`LISTEN ${WAKE_CHANNEL}`)
      isHeld = true
      return true
    },
    isLost: () => isLost,
    release,
  }
}

/** PostgreSQL prepares a statement once per name, and cuts names at 63 characters. */
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Tells the process that has the lease. The notification takes a lock at its commit, so call it sparingly. */
export async function wakeLeaseHolder(query: Query): Promise<void> {
  await query('SELECT pg_notify($1, $2)', [WAKE_CHANNEL, ''])
}
