import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartUpError } from '@/process/start-up-error'
import type { PostgresBinaries } from './binaries'
import { type PostgresProcess, runningPostgres } from './postgres-process'

const MAX_LOG_BYTES = 10_000_000
const POLL_MS = 20

/** The role that owns everything in the cluster. */
export const POSTGRES_USER = 'postgres'

/**
 * Creates an empty cluster, unless there is one. Builds it in a temporary folder and renames that, so that an interrupted
 * attempt never looks complete.
 */
export async function createCluster(
  binaries: PostgresBinaries,
  cluster: string,
  password: string,
): Promise<void> {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return
  const draft = `${cluster}.${randomUUID()}`
  const passwordFile = `${draft}.password`
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    binaries.handOver(draft)
    binaries.handOver(passwordFile)
    // The built-in locale sorts the same on every machine; the system's does not.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
    const login = ['-U', POSTGRES_USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await binaries.run('initdb', '-D', draft, ...login, ...locale)
    renameSync(draft, cluster)
  } catch (error) {
    if (!existsSync(path.join(cluster, 'PG_VERSION'))) throw error
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Refuses a cluster created by another major version of PostgreSQL, whose files this one cannot read.
 *
 * @throws StartUpError with instructions for migrating the data
 */
export async function checkMajor(binaries: PostgresBinaries, cluster: string): Promise<void> {
  const made = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = await binaries.major()
  if (made === String(ours)) return
  throw new StartUpError(
    `The database in ${path.dirname(cluster)} was created by PostgreSQL ${made}, but this version of Porchlight includes PostgreSQL ${ours}: ` +
      'run `npm run backup` with the previous version of Porchlight, then `npm run restore` with this one, into an empty DATA_DIR',
  )
}

/**
 * Starts the cluster's server, which keeps `lock` open for as long as any of its processes lives. Resolves once it accepts
 * connections, which includes replaying its log. Rejects if it stops.
 */
export async function startServer(
  binaries: PostgresBinaries,
  cluster: string,
  { fast, lock }: { fast: boolean; lock: number | null },
): Promise<PostgresProcess> {
  // The folder may come from a machine where root ran it in a different way.
  binaries.handOver(cluster)
  const settings = {
    port: String(await choosePort(cluster)),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    // More verbose settings would log rejected rows, and with them people's messages.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = path.join(cluster, 'server.log')
  if (existsSync(log) && statSync(log).size > MAX_LOG_BYTES) rmSync(log)
  const logFile = openSync(log, 'a', 0o600)
  try {
    const child = binaries.startServer(['-D', cluster, ...flags], logFile, lock)
    let failure: Error | null = null
    child.once('error', (error) => {
      failure = error
    })
    for (;;) {
      const server = runningPostgres(cluster)
      if (server?.isReady) return server
      if (failure !== null) throw failure
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`PostgreSQL stopped immediately:\n${lastLines(log)}`)
      await delay(POLL_MS)
    }
  } finally {
    closeSync(logFile)
  }
}

/** Stops the cluster's server, disconnecting its clients. */
export async function stopServer(binaries: PostgresBinaries, cluster: string): Promise<void> {
  try {
    await binaries.run('pg_ctl', 'stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30', '-s')
  } catch (error) {
    // It may have died on its own.
    if (runningPostgres(cluster)) throw error
  }
}

/** The previous port if it is free, so that a restarted server keeps its address. */
async function choosePort(cluster: string): Promise<number> {
  const options = path.join(cluster, 'postmaster.opts')
  const last = existsSync(options) ? /\bport=(\d+)/.exec(readFileSync(options, 'utf8'))?.[1] : undefined
  return freePort(Number(last ?? 0)).catch(() => freePort(0))
}

function freePort(preferred: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(preferred, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}
