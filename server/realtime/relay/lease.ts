import { createHash } from 'node:crypto'
import { ImpatientClient } from '@/server/database/impatient-client'
import type { Query } from './store'

/** The advisory lock's key: "outb" in ASCII. Any unused number would do. */
const LOCK = 0x6f757462

/** The PostgreSQL channel on which processes without the lease notify the one that holds it. */
const WAKE_CHANNEL = 'porchlight_outbox'

const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000

/**
 * The right to run the relay, held by one of all processes on a database. Each process tries to acquire it over a dedicated
 * connection, which the relay then also uses for its work.
 */
export type Lease = {
  /** Runs on the connection that holds the lease: if that is lost, so is the right to publish. */
  query: Query
  /** Acquires the lease if it is free. Returns whether this process holds it. */
  tryHold: () => Promise<boolean>
  /** True once the connection is broken, and the lease with it. */
  isLost: () => boolean
  /** Closes the connection, which releases the lease for the next process. */
  release: () => Promise<void>
}

/**
 * Connects, in order to acquire the lease. Rejects if the database is unavailable.
 *
 * @param onWake called when another process commits events while this one holds the lease
 */
export async function connectLease(onWake: () => void): Promise<Lease> {
  const client = new ImpatientClient({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // Losing this connection's writes in a crash is harmless: an event is then published again. So deleting published events
    // need not wait for the disk.
    //
    // All lookups are by key. For small tables, PostgreSQL prefers sequential scans and caches that plan; but events come and go so
    // fast that their table consists mostly of dead rows.
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

/** A name for preparing a statement. PostgreSQL truncates names at 63 characters. */
function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Wakes the process that holds the lease. NOTIFY takes a global lock at commit, so call it sparingly. */
export async function wakeLeaseHolder(query: Query): Promise<void> {
  await query('SELECT pg_notify($1, $2)', [WAKE_CHANNEL, ''])
}
