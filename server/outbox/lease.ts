import { createHash } from 'node:crypto'
import { ImpatientClient } from '@/server/impatient-client'
import type { Query } from './store'

/** The advisory lock's number: "outbox" in ASCII, as far as it fits. Any number does that nobody else uses. */
const LOCK = 0x6f757462

/** PostgreSQL's channel on which a process without the lease tells the one that has it. */
const WAKE_CHANNEL = 'porchlight_outbox'

const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000

/** The right to run the relay. Of all processes on one database, one has it. */
export type Lease = {
  /** Runs on the connection that holds the lease: once that is lost, so is the right to send. */
  query: Query
  /** True once the connection broke, and the lease with it. */
  isLost: () => boolean
  /** Gives the lease to the process that asks next. */
  release: () => Promise<void>
}

/**
 * Asks for the lease and answers `null` when another process has it. Rejects when the database is away.
 *
 * @param onWake another process committed events
 */
export async function acquireLease(onWake: () => void): Promise<Lease | null> {
  const client = new ImpatientClient({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // What this connection writes may be lost in a crash: an event is then sent once more, which harms nobody. So
    // forgetting what was sent does not keep the disk from the next message.
    options: '-c synchronous_commit=off',
  })
  let isLost = false
  const lose = () => {
    isLost = true
  }
  client.on('error', lose)
  client.on('end', lose)
  client.on('notification', onWake)

  const release = () => client.end().catch(() => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK])
    if (rows[0]?.held !== true) {
      await release()
      return null
    }
    await client.query(`LISTEN ${WAKE_CHANNEL}`)
  } catch (error) {
    await release()
    throw error
  }
  return {
    query: async (text, values) => (await client.query({ name: nameOf(text), text, values })).rows,
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
