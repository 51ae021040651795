import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { readOrCreateSecret } from './data-folder'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries'
import { type PostgresProcess, runningPostgres } from './postgres-process'

/** Whoever uses the server holds this lock shared; whoever gets it alone may stop the server. */
const USERS_LOCK = 1_886_350_439
const MAX_LOG_BYTES = 10_000_000
const USER = 'postgres'

export type EmbeddedPostgres = {
  url: string
  /** True when a server was already running: another process uses it, or one that was killed left it behind. */
  adopted: boolean
  /** Stops the server, unless another process uses it too. Your own connections must be closed. */
  stop(): Promise<void>
}

/**
 * Makes sure that the PostgreSQL in `<folder>/postgres` runs, on a free port of 127.0.0.1, with a database called
 * `database`. Several processes may share it. `fast` gives up safety against power cuts, for tests.
 */
export async function startEmbeddedPostgres(options: {
  folder: string
  database?: string
  fast?: boolean
  /** How long the start may take, which includes replaying the log after a crash. */
  timeoutMs?: number
}): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.folder)
  const cluster = path.join(folder, 'postgres')
  const { database = 'porchlight', fast = false, timeoutMs = 60_000 } = options
  const password = readOrCreateSecret('postgres-password', folder)
  const binaries = postgresBinaries()
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await createCluster(binaries, cluster, password)

  const { server, membership, adopted } = await join()
  await ensureDatabase(membership, database)
  return { url: addressOf(server, database), adopted, stop }

  /** Another process may be stopping the server right now, or starting it: then once more. */
  async function join() {
    const giveUpAt = Date.now() + timeoutMs
    for (;;) {
      const found = runningPostgres(cluster)
      try {
        const server = found ?? (await startServer(binaries, cluster, fast))
        return { server, membership: await openMembership(addressOf(server, USER)), adopted: found !== null }
      } catch (error) {
        if (Date.now() > giveUpAt || isRefusedForGood(error)) throw error
        await delay(100)
      }
    }
  }

  async function stop() {
    const mayStop = await leaveMembership(membership)
    if (mayStop) await binaries.run('pg_ctl', 'stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30', '-s')
    await membership.end().catch(() => {})
  }

  function addressOf({ port }: PostgresProcess, name: string): string {
    return `postgresql://${USER}:${password}@127.0.0.1:${port}/${name}`
  }
}

/** Builds beside the final place and moves: a cluster that was cut short is never taken for a whole one. */
async function createCluster(binaries: PostgresBinaries, cluster: string, password: string): Promise<void> {
  const draft = `${cluster}.${randomUUID()}`
  const passwordFile = `${draft}.password`
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    binaries.handOver(draft)
    binaries.handOver(passwordFile)
    // The built-in locale sorts alike on every machine; the one of the system would not.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
    const login = ['-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await binaries.run('initdb', '-D', draft, ...login, ...locale)
    renameSync(draft, cluster)
  } catch (error) {
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) throw error
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

async function startServer(
  binaries: PostgresBinaries,
  cluster: string,
  fast: boolean,
): Promise<PostgresProcess> {
  const settings = {
    port: String(await freePort()),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: "''",
    max_connections: '100',
    // Below this level a refused row would be written to the log, and with it what people wrote.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  const log = path.join(cluster, 'server.log')
  if (existsSync(log) && statSync(log).size > MAX_LOG_BYTES) rmSync(log)
  try {
    await binaries.run('pg_ctl', 'start', '-D', cluster, '-l', log, '-o', flags.join(' '), '-w', '-s')
  } catch (error) {
    if (!runningPostgres(cluster)) throw new Error(`${messageOf(error)}\n${lastLines(log)}`, { cause: error })
  }
  const server = runningPostgres(cluster)
  if (!server) throw new Error(`PostgreSQL stopped at once:\n${lastLines(log)}`)
  return server
}

/** A connection that says "in use" for as long as this process lives, however it ends. */
async function openMembership(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'porchlight keeper' })
  // The server's end is seen by those who ask it something; here it is no news.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

/** True when nobody else uses the server. From then on newcomers wait, until it has stopped. */
async function leaveMembership(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK])
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS alone', [USERS_LOCK])
    return rows[0].alone
  } catch {
    return false
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

function isRefusedForGood(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith('28') === true
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
