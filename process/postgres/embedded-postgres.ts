import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { StartUpError } from '@/process/start-up-error'
import { log } from '@/server/logger'
import { postgresBinaries } from './binaries'
import { checkMajor, createCluster, POSTGRES_USER, startServer, stopServer } from './cluster'
import { ClusterInUseError, claimCluster, startHeartbeat } from './cluster-guard'
import { readOrCreateSecret } from './data-folder'
import { leaveMembership, openMembership } from './membership'
import { runningPostgres } from './postgres-process'

/** How long to wait before restarting a server that died. */
const REVIVE_AFTER_MS = 1_000

/** How long to retry a failing start: another process may be stopping the previous server. */
const START_TIMEOUT_MS = 5_000

export type EmbeddedPostgres = {
  url: string
  /** True if a server was already running, used by another process or left behind by one that was killed. */
  adopted: boolean
  /** Stops the server, unless another process uses it too. Close your own connections first. */
  stop(): Promise<void>
}

/**
 * Ensures that the PostgreSQL in `<folder>/postgres` is running on a free port of 127.0.0.1, with a database named `database`,
 * and restarts it if it dies. Several processes may share it. `fast` gives up crash safety, for tests.
 */
export async function startEmbeddedPostgres(options: {
  folder: string
  database?: string
  fast?: boolean
  /** How long starting may take, including replaying the log after a crash. */
  timeoutMs?: number
  /** How long to wait for a server that runs where we cannot see it, as in an overlapping deploy. */
  handOverMs?: number
  /** Reports progress to the person who is waiting. */
  say?: (line: string) => void
}): Promise<EmbeddedPostgres> {
  const { database = 'porchlight', fast = false, timeoutMs = 60_000, handOverMs = 30_000, say } = options
  const folder = path.resolve(options.folder)
  const cluster = path.join(folder, 'postgres')
  const password = readOrCreateSecret('postgres-password', folder)
  const binaries = postgresBinaries()
  await createCluster(binaries, cluster, password)
  await checkMajor(binaries, cluster)

  let isStopping = false
  let revival = Promise.resolve()
  let { server, membership, adopted } = await join()
  await ensureDatabase(membership, database)
  membership.once('end', revive)
  const heartbeat = startHeartbeat(cluster, endReplaced)
  return { url: addressOf(server.port, database), adopted, stop }

  /** Retries, because another process may be starting or stopping the server at this moment. */
  async function join() {
    const startedAt = performance.now()
    let hasSaid = false
    for (;;) {
      const found = runningPostgres(cluster)
      const elapsed = performance.now() - startedAt
      try {
        const server = found ?? (await start())
        const membership = await openMembership(addressOf(server.port, POSTGRES_USER))
        return { server, membership, adopted: found !== null }
      } catch (error) {
        if (isWrongPassword(error))
          throw new Error(`${folder}/secrets/postgres-password is not the password of its database`)
        if (error instanceof ClusterInUseError) {
          if (elapsed > handOverMs) throw inUse()
          // Another process here may just be starting it.
          if (!hasSaid && elapsed > START_TIMEOUT_MS / 2)
            say?.(`Waiting for another Porchlight to release ${folder} …`)
          hasSaid ||= elapsed > START_TIMEOUT_MS / 2
        } else if (elapsed > (found === null ? Math.min(START_TIMEOUT_MS, timeoutMs) : timeoutMs)) throw error
        await delay(100)
      }
    }
  }

  async function start() {
    const claim = await claimCluster(cluster)
    try {
      return await startServer(binaries, cluster, { fast, lock: claim.lock })
    } finally {
      claim.release()
    }
  }

  function inUse(): StartUpError {
    return new StartUpError(
      `Another Porchlight uses DATA_DIR ${folder} from another container or machine. Only one at a time may use it: ` +
        'stop the other one first, or set DATABASE_URL for both',
    )
  }

  /** Two servers would corrupt the folder, so kill ours immediately. */
  function endReplaced() {
    log.database.error({ folder }, 'another Porchlight took over this data folder; exiting immediately')
    const server = runningPostgres(cluster)
    if (server !== null) process.kill(server.pid, 'SIGQUIT')
    process.exit(1)
  }

  function revive() {
    if (isStopping) return
    log.database.error({}, 'the embedded database died; restarting it')
    revival = delay(REVIVE_AFTER_MS)
      .then(async () => {
        if (isStopping) return
        const next = await join()
        if (next.server.port !== server.port)
          log.database.error({}, 'the embedded database is on a different port now: restart Porchlight')
        membership = next.membership
        membership.once('end', revive)
      })
      .catch((error) => {
        log.database.error({ error }, 'the embedded database failed to start')
        revive()
      })
  }

  async function stop() {
    isStopping = true
    await revival
    const isLast = await leaveMembership(membership)
    if (isLast) await stopServer(binaries, cluster)
    heartbeat.stop({ forget: isLast })
    await membership.end().catch(() => {})
  }

  function addressOf(port: number, name: string): string {
    return `postgresql://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${name}`
  }
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount) return
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`).catch((error) => {
    // Either code means that another process has just created it.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '28P01'
}
