import { setTimeout as sleep } from 'node:timers/promises'
import type { Health } from '@/contract/http/health'
import { WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { pool } from './database/db'
import { countFailedJobs } from './jobs/failed'
import { processWide } from './process-wide'
import { ablyRest } from './realtime/ably-rest'

const TIMEOUT_MS = 2_000

/** Asks the database, whether it can write too, and the realtime service, for at most two seconds each; and counts failed jobs. */
export async function checkHealth(): Promise<Health> {
  const [database, realtime, failed] = await Promise.all([
    answer(askDatabase),
    answer(askRealtime),
    answer(countFailedJobs),
  ])
  return {
    status: stateOf(database !== null && realtime !== null),
    database: stateOf(database !== null),
    realtime: stateOf(realtime !== null),
    ...(failed !== null && { jobs: { failed } }),
  }
}

function stateOf(isUsable: boolean): Health['status'] {
  return isUsable ? 'ok' : 'unavailable'
}

/** Whether there is room is asked at most this often: to find out costs some milliseconds of the database's time. */
const REMEMBER_MS = 3_000

const writing = processWide('writing', () => ({ isPossible: Promise.resolve(), until: 0 }))

async function askDatabase(): Promise<void> {
  await pool.query('SELECT 1')
  if (performance.now() >= writing.until) {
    writing.until = performance.now() + REMEMBER_MS
    writing.isPossible = requireWritable((statements) => pool.query(statements))
  }
  await writing.isPossible
}

/**
 * Finds out whether the database could store something, without storing anything: a result that does not fit into the memory
 * it may use has to be written to the disk. A standby and a full disk answer questions as ever.
 *
 * @throws the database's error, or an `Error` when it only reads
 */
export async function requireWritable(ask: (statements: string) => Promise<unknown>): Promise<void> {
  const results = (await ask(`
    SET LOCAL work_mem = '64kB';
    SELECT count(*), current_setting('transaction_read_only') AS read_only FROM generate_series(1, 100000)`)) as {
    rows: { read_only?: string }[]
  }[]
  if (results.at(-1)?.rows[0]?.read_only !== 'off') throw new Error('the database only reads')
}

/** Needs the key to be accepted, which a question for the time would not. */
export async function askRealtime(): Promise<void> {
  await ablyRest().channels.get(WORKSPACE_CHANNEL).presence.get({ limit: 1 })
}

/** Null when there is no answer, or none in time. */
async function answer<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  const timeout = new AbortController()
  const late = sleep(TIMEOUT_MS, undefined, { signal: timeout.signal }).then(() =>
    Promise.reject(new Error('late')),
  )
  try {
    return await Promise.race([ask(), late])
  } catch {
    return null
  } finally {
    late.catch(() => {})
    timeout.abort()
  }
}
