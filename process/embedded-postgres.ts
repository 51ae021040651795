import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { log } from '@/server/logger'
import { readOrCreateSecret } from './data-folder'
import { postgresBinaries } from './postgres-binaries'
import { createCluster, POSTGRES_USER, startServer, stopServer } from './postgres-cluster'
import { leaveMembership, openMembership } from './postgres-membership'
import { runningPostgres } from './postgres-process'

/** How long to wait before a server that died is started again. */
const REVIVE_AFTER_MS = 1_000

export type EmbeddedPostgres = {
  url: string
  /** True when a server was already running: another process uses it, or one that was killed left it behind. */
  adopted: boolean
  /** Stops the server, unless another process uses it too. Your own connections must be closed. */
  stop(): Promise<void>
}

/**
 * Makes sure that the PostgreSQL in `<folder>/postgres` runs, on a free port of 127.0.0.1, with a database called
 * `database`, and starts it again should it die. Several processes may share it. `fast` gives up safety against power
 * cuts, for tests.
 */
export async function startEmbeddedPostgres(options: {
  folder: string
  database?: string
  fast?: boolean
  /** How long the start may take, which includes replaying the log after a crash. */
  timeoutMs?: number
}): Promise<EmbeddedPostgres> {
  const { database = 'porchlight', fast = false, timeoutMs = 60_000 } = options
  const folder = path.resolve(options.folder)
  const cluster = path.join(folder, 'postgres')
  const password = readOrCreateSecret('postgres-password', folder)
  const binaries = postgresBinaries()
  await createCluster(binaries, cluster, password)

  let isStopping = false
  let revival = Promise.resolve()
  let { server, membership, adopted } = await join()
  await ensureDatabase(membership, database)
  membership.once('end', revive)
  return { url: addressOf(server.port, database), adopted, stop }

  /** Another process may be stopping the server right now, or starting it: then once more. */
  async function join() {
    const giveUpAt = Date.now() + timeoutMs
    for (;;) {
      const found = runningPostgres(cluster)
      try {
        const server = found ?? (await startServer(binaries, cluster, fast))
        const membership = await openMembership(addressOf(server.port, POSTGRES_USER))
        return { server, membership, adopted: found !== null }
      } catch (error) {
        if (isWrongPassword(error))
          throw new Error(`${folder}/secrets/postgres-password is not the one of its database`)
        if (Date.now() > giveUpAt) throw error
        await delay(100)
      }
    }
  }

  function revive() {
    if (isStopping) return
    log.database.error({}, 'the embedded database has died; starting it again')
    revival = delay(REVIVE_AFTER_MS)
      .then(async () => {
        if (isStopping) return
        const next = await join()
        if (next.server.port !== server.port)
          log.database.error({}, 'the embedded database has another port now: restart Porchlight')
        membership = next.membership
        membership.once('end', revive)
      })
      .catch((error) => {
        log.database.error({ error }, 'the embedded database does not start')
        revive()
      })
  }

  async function stop() {
    isStopping = true
    await revival
    if (await leaveMembership(membership)) await stopServer(binaries, cluster)
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
    // Two codes for one thing: another process has just created it.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '28P01'
}
