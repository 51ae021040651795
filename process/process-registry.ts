import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { pool } from '@/server/database/db'
import { isDatabaseAway } from '@/server/database/errors'
import { log } from '@/server/logger'
import { isAlive, thisPlace } from './postgres/place'
import { StartUpError } from './start-up-error'

/** How often a process shows that it lives, and for how long it may fail to before a newcomer takes it for gone. */
const BEAT_MS = 1_000
const SILENT_MS = 5_000

/** How long a newcomer waits for the process whose place it takes, as in a deploy that overlaps. */
const WAIT_MS = 30_000
const ASK_AGAIN_MS = 500

/** Taken for the length of a transaction, so that of two newcomers one sees the other. "join" in ASCII. */
const JOIN_LOCK = 0x6a6f696e

/** The realtime service of a process that embeds its own. */
export const EMBEDDED_REALTIME = 'embedded'

type Row = { id: string; realtime: string; beat: string; place: string; pid: number; host: string }

/** The rows of this very process. */
const own = new Set<string>()

/** This process among those that serve the database. */
export type Membership = {
  /** Stores the worker ID under which this process locks jobs. Call it once the database is migrated. */
  noteJobWorker: (worker: string) => void
  /** Makes room for the next one. Call it once nobody is served any more, while the database is still there. */
  leave: () => Promise<void>
}

type Options = {
  /** Which realtime service our browsers use: {@link EMBEDDED_REALTIME}, or a name that stands for another one. */
  realtime: string
  /** Another process took our place, because we had not shown for seconds that we live. We must stop. */
  onReplaced: () => void
  /** Somebody waits for news: once, when there is somebody to wait for. */
  say: (line: string) => void
  waitMs?: number
}

/**
 * Enters this process among those that serve the database. Browsers of two realtime services would not hear each other, so
 * all processes must use the same one, and of those that embed a realtime server there is only one. It waits for a
 * process that is in the way to stop.
 *
 * Lives in rows, with short transactions, and not in a session's advisory lock: that would be lost with its connection while the
 * process goes on, would outlast a machine that vanished, and means nothing behind a pooler.
 *
 * @throws StartUpError when a process with another realtime service goes on
 */
export async function joinProcesses(options: Options): Promise<Membership> {
  const me = { id: randomUUID(), realtime: options.realtime }
  own.add(me.id)
  const watch = new Watch()
  const giveUpAt = performance.now() + (options.waitMs ?? WAIT_MS)
  let hasSaid = false
  for (;;) {
    const [rival] = await tryToEnter(me, watch)
    if (rival === undefined) break
    if (!hasSaid) options.say(`Waiting for ${describe(rival)} to stop, which serves the same database …`)
    hasSaid = true
    if (performance.now() > giveUpAt) throw new StartUpError(refusal(options.realtime, rival))
    await sleep(ASK_AGAIN_MS)
  }
  return beat(me, watch, options.onReplaced)
}

/**
 * A process that serves the database right now, in words, or null. Watches for seconds where nothing else can tell.
 *
 * @param client a connection of the caller's: commands have no pool before the database is ready
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
    await sleep(ASK_AGAIN_MS)
  }
}

async function listProcesses(client: Pick<PoolClient, 'query'>): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    'SELECT id, realtime, beat::text AS beat, place, pid, host FROM server_process',
  )
  return rows
}

/** Whether processes can be told apart already: not on a database that is new, or of version 0.1. */
export async function isRegistryThere(): Promise<boolean> {
  return hasRegistry(pool)
}

async function hasRegistry(client: Pick<PoolClient, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `SELECT to_regclass('server_process') IS NOT NULL AS "isThere"`,
  )
  return rows[0]?.isThere === true
}

/** Notices whose beat stands still, by our own clock: those of machines may differ. */
export class Watch {
  readonly #seen = new Map<string, { beat: string; since: number }>()
  readonly #silentMs: number

  constructor(silentMs = SILENT_MS) {
    this.#silentMs = silentMs
  }

  isGone({ id, beat, place, pid }: Pick<Row, 'id' | 'beat' | 'place' | 'pid'>): boolean {
    if (own.has(id)) return false
    // A row with our own number is of a process that had it before us.
    if (place === thisPlace() && (pid === process.pid || !isAlive(pid))) return true
    const seen = this.#seen.get(id)
    if (seen?.beat === beat) return performance.now() - seen.since > this.#silentMs
    this.#seen.set(id, { beat, since: performance.now() })
    return false
  }
}

/** Enters, unless a process is in the way; answers those that are. Removes the ones that are gone. */
async function tryToEnter(me: { id: string; realtime: string }, watch: Watch): Promise<Row[]> {
  return alone(async (client) => {
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

async function alone<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
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

/** Shows every second that this process lives, until it leaves or has been replaced. */
function beat(me: { id: string; realtime: string }, watch: Watch, onReplaced: () => void): Membership {
  let isBeating = false
  let beating = Promise.resolve()
  let jobWorker: string | null = null
  const timer = setInterval(() => {
    if (isBeating) return
    isBeating = true
    beating = keepPlace()
      .catch((error) => {
        // As long as the database is away nobody else can take our place either.
        if (!isDatabaseAway(error)) log.process.warn({ error }, 'the process could not show that it lives')
      })
      .finally(() => {
        isBeating = false
      })
  }, BEAT_MS)
  timer.unref()

  async function keepPlace(): Promise<void> {
    const { rowCount } = await showThatWeLive()
    if (rowCount === 1 || (await tryToEnter(me, watch)).length === 0) return
    clearInterval(timer)
    log.process.error(
      {},
      'another process took the place of this one, which had not shown for seconds that it lives',
    )
    onReplaced()
  }

  /** The column is not there before the migration, nor in a row that had to be made anew. */
  function showThatWeLive() {
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
      // Without it the next start has to watch for a few seconds, no more.
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
      `${capitalized(describe(rival))} serves this database with a realtime server of its own, and browsers at one ` +
      'would not hear those at the other. Stop it, or give all processes one realtime service: set ABLY_API_KEY, and ' +
      'ABLY_ENDPOINT for a service other than Ably’s network'
    )
  }
  return (
    `${capitalized(describe(rival))} serves this database with another realtime service than this one would use, and browsers ` +
    'at one would not hear those at the other. Stop it, or set the same ABLY_API_KEY and ABLY_ENDPOINT for both'
  )
}

function capitalized(text: string): string {
  return text[0]?.toUpperCase() + text.slice(1)
}
