import { setTimeout as sleep } from 'node:timers/promises'
import type { Health } from '@/contract/http/health'
import { WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { pool } from './database/db'
import { countFailedJobs } from './jobs/failed'
import { processWide } from './process-wide'
import { ablyRest } from './realtime/ably-rest'

const TIMEOUT_MS = 2_000

/**
 * Checks the database, including whether it can write, and the realtime service, for at most two seconds each. Counts failed
 * jobs.
 */
export async function checkHealth(): Promise<Health> {
  const [database, realtime, failed] = await Promise.all([
    resultOf(checkDatabase),
    resultOf(askRealtime),
    resultOf(countFailedJobs),
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

/** How long to cache the write check, which takes the database some milliseconds. */
const CACHED_MS = 3_000

const writing = processWide('writing', () => ({ isPossible: Promise.resolve(), until: 0 }))

async function checkDatabase(): Promise<void> {
  await pool.query('SELECT 1')
  if (performance.now() >= writing.until) {
    writing.until = performance.now() + CACHED_MS
    writing.isPossible = requireWritable((statements) => pool.query(statements))
  }
  await writing.isPossible
}

/**
 * Checks that the database can write to disk, without storing anything: a result larger than `work_mem` spills to a temporary file.
 * Plain queries would also succeed on a standby or a full disk.
 *
 * @throws the database's error, or an `Error` if it is read-only
 */
export async function requireWritable(ask: (statements: string) => Promise<unknown>): Promise<void> {
  const results = (await ask(`
    SET LOCAL work_mem = '64kB';
    SELECT count(*), current_setting('transaction_read_only') AS read_only FROM generate_series(1, 100000)`)) as {
    rows: { read_only?: string }[]
  }[]
  if (results.at(-1)?.rows[0]?.read_only !== 'off') throw new Error('the database is read-only')
}

/** A request that requires a valid key, unlike asking for the time. */
export async function askRealtime(): Promise<void> {
  await ablyRest().channels.get(WORKSPACE_CHANNEL).presence.get({ limit: 1 })
}

/** The result, or `null` if it fails or takes too long. */
async function resultOf<Result>(check: () => Promise<Result>): Promise<Result | null> {
  const timeout = new AbortController()
  const late = sleep(TIMEOUT_MS, undefined, { signal: timeout.signal }).then(() =>
    Promise.reject(new Error('late')),
  )
  try {
    return await Promise.race([check(), late])
  } catch {
    return null
  } finally {
    late.catch(() => {})
    timeout.abort()
  }
}
