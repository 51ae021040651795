import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { pool } from '@/server/database/db'
import { isDatabaseAway } from '@/server/database/errors'
import { log } from '@/server/logger'
import { isAlive, thisPlace } from './postgres/place'
import { StartUpError } from './start-up-error'

/** How often a process sends a heartbeat, and how long it may be silent before others consider it gone. */
const BEAT_MS = 1_000
const SILENT_MS = 5_000

/** How long a new process waits for a conflicting one to stop, as in an overlapping deploy. */
const WAIT_MS = 30_000
const POLL_MS = 500

/** Held for a transaction, so that of two new processes one sees the other. "join" in ASCII. */
const JOIN_LOCK = 0x6a6f696e

/** The realtime service of processes that embed their own. */
export const EMBEDDED_REALTIME = 'embedded'

type Row = { id: string; realtime: string; beat: string; place: string; pid: number; host: string }

/** The rows of this process. */
const own = new Set<string>()

/** This process among those that serve the database. */
export type Membership = {
  /** Stores the worker id under which this process locks jobs. Call it once the database is migrated. */
  noteJobWorker: (worker: string) => void
  /** Removes this process. Call it once no requests are served, while the database is still open. */
  leave: () => Promise<void>
}

type Options = {
  /** The realtime service of our browsers: {@link EMBEDDED_REALTIME}, or a name that identifies another one. */
  realtime: string
  /** Called if another process replaced us because our heartbeat was silent for seconds. We must stop. */
  onReplaced: () => void
  /** Reports once if we have to wait for another process. */
  say: (line: string) => void
  waitMs?: number
}

/**
 * Registers this process as one that serves the database. Browsers on different realtime services would not receive each
 * other's messages, so all processes must use the same service, and at most one may embed it. Waits for a conflicting process
 * to stop.
 *
 * Uses rows and short transactions instead of a session's advisory lock, which would be lost with its connection while the
 * process goes on, would outlast a machine that vanished, and is meaningless behind a pooler.
 *
 * @throws StartUpError if a conflicting process does not stop in time
 */
export async function joinProcesses(options: Options): Promise<Membership> {
  const me = { id: randomUUID(), realtime: options.realtime }
  own.add(me.id)
  const watch = new Watch()
  const giveUpAt = performance.now() + (options.waitMs ?? WAIT_MS)
  let hasSaid = false
  for (;;) {
    const [rival] = await tryToRegister(me, watch)
    if (rival === undefined) break
    if (!hasSaid) options.say(`Waiting for ${describe(rival)}, which serves the same database, to stop …`)
    hasSaid = true
    if (performance.now() > giveUpAt) throw new StartUpError(refusal(options.realtime, rival))
    await sleep(POLL_MS)
  }
  return beat(me, watch, options.onReplaced)
}

/**
 * Describes a process that is serving the database; `null` if there is none. Watches heartbeats for seconds if necessary.
 *
 * @param client the caller's connection: commands have no pool before the database is ready
 */
export async function findServing(client: Pick<PoolClient, 'query'>): Promise<string | null> {
  if (!(await hasRegistry(client))) return null
  const watch = new Watch()
  const first = new Map<string, string>()
  for (;;) {
    const living = (await listProcesses(client)).filter((row) => !watch.isGone(row))
    if (living.length === 0) return null
    for (const row of living) {
      if ((first.get(row.id) ?? row.beat) !== row.beat) return describe(row)
      first.set(row.id, row.beat)
    }
    await sleep(POLL_MS)
  }
}

async function listProcesses(client: Pick<PoolClient, 'query'>): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    'SELECT id, realtime, beat::text AS beat, place, pid, host FROM server_process',
  )
  return rows
}

/** Whether the registry's table exists: not in a new database, nor in one from version 0.1. */
export async function isRegistryThere(): Promise<boolean> {
  return hasRegistry(pool)
}

async function hasRegistry(client: Pick<PoolClient, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('server_process') IS NOT NULL AS "isThere"`,
  )
  return rows[0]?.isThere === true
}

/** Detects processes whose heartbeat has stopped, by our own clock: those of machines may differ. */
export class Watch {
  readonly #seen = new Map<string, { beat: string; since: number }>()
  readonly #silentMs: number

  constructor(silentMs = SILENT_MS) {
    this.#silentMs = silentMs
  }

  isGone({ id, beat, place, pid }: Pick<Row, 'id' | 'beat' | 'place' | 'pid'>): boolean {
    if (own.has(id)) return false
    // A row with our process id belongs to an earlier process with the same id.
    if (place === thisPlace() && (pid === process.pid || !isAlive(pid))) return true
    const seen = this.#seen.get(id)
    if (seen?.beat === beat) return performance.now() - seen.since > this.#silentMs
    this.#seen.set(id, { beat, since: performance.now() })
    return false
  }
}

/** Registers this process unless others conflict, and returns those. Removes processes that are gone. */
async function tryToRegister(me: { id: string; realtime: string }, watch: Watch): Promise<Row[]> {
  return exclusively(async (client) => {
    const rows = (await listProcesses(client)).filter(({ id }) => id !== me.id)
    const gone = rows.filter((row) => watch.isGone(row))
    await client.query('DELETE FROM server_process WHERE id = ANY($1)', [gone.map(({ id }) => id)])
    const rivals = rows.filter((row) => !gone.includes(row) && isRival(me, row))
    if (rivals.length === 0) {
      await client.query(
        `INSERT INTO server_process (id, realtime, place, pid, host) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING`,
        [me.id, me.realtime, thisPlace(), process.pid, hostname()],
      )
    }
    return rivals
  })
}

async function exclusively<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let isBroken = true
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [JOIN_LOCK])
    const result = await work(client)
    await client.query('COMMIT')
    isBroken = false
    return result
  } finally {
    client.release(isBroken)
  }
}

function isRival(me: { realtime: string }, other: { realtime: string }): boolean {
  return me.realtime === EMBEDDED_REALTIME || me.realtime !== other.realtime
}

/** Sends a heartbeat every second until this process leaves or is replaced. */
function beat(me: { id: string; realtime: string }, watch: Watch, onReplaced: () => void): Membership {
  let isBeating = false
  let beating = Promise.resolve()
  let jobWorker: string | null = null
  const timer = setInterval(() => {
    if (isBeating) return
    isBeating = true
    beating = keepPlace()
      .catch((error) => {
        // While the database is unavailable, no other process can replace us either.
        if (!isDatabaseAway(error)) log.process.warn({ error }, 'the heartbeat failed')
      })
      .finally(() => {
        isBeating = false
      })
  }, BEAT_MS)
  timer.unref()

  async function keepPlace(): Promise<void> {
    const { rowCount } = await sendHeartbeat()
    if (rowCount === 1 || (await tryToRegister(me, watch)).length === 0) return
    clearInterval(timer)
    log.process.error({}, 'another process replaced this one, whose heartbeat was silent for seconds')
    onReplaced()
  }

  /** The worker's column does not exist before the migration, and is empty in a re-inserted row. */
  function sendHeartbeat() {
    return jobWorker === null
      ? pool.query('UPDATE server_process SET beat = beat + 1 WHERE id = $1', [me.id])
      : pool.query('UPDATE server_process SET beat = beat + 1, job_worker = $2 WHERE id = $1', [
          me.id,
          jobWorker,
        ])
  }

  return {
    noteJobWorker(worker) {
      jobWorker = worker
    },
    async leave() {
      clearInterval(timer)
      await beating
      // If this fails, the next start only has to watch the heartbeat for a few seconds.
      await pool.query('DELETE FROM server_process WHERE id = $1', [me.id]).catch(() => {})
    },
  }
}

function describe({ pid, host }: Row): string {
  return `another Porchlight (process ${pid} on ${host})`
}

function refusal(realtime: string, rival: Row): string {
  const [one, other] = [realtime, rival.realtime]
  if (one === EMBEDDED_REALTIME && other === EMBEDDED_REALTIME) {
    return (
      `${capitalized(describe(rival))} serves this database with its own realtime server, and browsers on one would ` +
      'not receive messages from the other. Stop it, or use one realtime service for all processes: set ABLY_API_KEY, ' +
      'and ABLY_ENDPOINT for a service other than Ably’s network'
    )
  }
  return (
    `${capitalized(describe(rival))} serves this database with a different realtime service, and browsers on one would ` +
    'not receive messages from the other. Stop it, or set the same ABLY_API_KEY and ABLY_ENDPOINT for both'
  )
}

function capitalized(text: string): string {
  return text[0]?.toUpperCase() + text.slice(1)
}
