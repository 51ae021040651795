import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Env } from '@/server/env'
import { dataFolder } from './data-folder'
import { startEmbeddedPostgres } from './embedded-postgres'
import { migrate } from './migrate'
import { StartUpError } from './start-up-error'

const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 5_000

/** How long a server may take that says it is only starting, and how soon it is asked again. */
const STARTING_TIMEOUT_MS = 30_000
const ASK_AGAIN_MS = 250

/** What PostgreSQL answers while it starts, or replays its log after a crash. */
const CANNOT_CONNECT_NOW = '57P03'

/** The database that this process uses. */
export type Database = { url: string; stop: () => Promise<void> }

/**
 * Makes the database ready: the one that the settings name or our own, new enough, durable and migrated.
 *
 * @throws StartUpError when it cannot be reached, is too old, would lose acknowledged messages, or cannot be migrated
 */
export async function prepareDatabase(settings: Env): Promise<Database> {
  const database = await openDatabase(settings)
  try {
    await migrate(database.url).catch((error) => {
      if (error instanceof StartUpError) throw error
      throw new StartUpError(`The database could not be brought up to date: ${error.message}`)
    })
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

/**
 * The same as it is, whatever version was here last. For commands that must not change it.
 *
 * @throws StartUpError as for {@link prepareDatabase}
 */
export async function openDatabase({ DATABASE_URL }: Env): Promise<Database> {
  const database = DATABASE_URL
    ? { url: DATABASE_URL, stop: async () => {} }
    : await startEmbeddedPostgres({ folder: dataFolder(), say: console.log }).catch((error) => {
        if (error instanceof StartUpError) throw error
        throw new StartUpError(`The embedded PostgreSQL did not start: ${error.message}`)
      })
  try {
    await checkServer(database.url)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function checkServer(url: string): Promise<void> {
  let client: pg.Client | undefined
  try {
    client = await connectOnceStarted(url)
    const { rows } = await client.query<Record<'version' | 'fsync' | 'pages' | 'commit', string>>(
      `SELECT current_setting('server_version_num') AS version, current_setting('fsync') AS fsync,
         current_setting('full_page_writes') AS pages, current_setting('synchronous_commit') AS commit`,
    )
    const settings = rows[0]
    if (settings === undefined) throw new StartUpError('The database did not tell its version')
    checkVersion(Number(settings.version))
    checkDurability(settings)
  } catch (error) {
    if (error instanceof StartUpError) throw error
    throw new StartUpError(`The database at ${withoutPassword(url)} cannot be reached: ${reason(error)}`)
  } finally {
    await client?.end().catch(() => {})
  }
}

async function connectOnceStarted(url: string): Promise<pg.Client> {
  const giveUpAt = performance.now() + STARTING_TIMEOUT_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
    try {
      await client.connect()
      return client
    } catch (error) {
      const isStarting = (error as { code?: string }).code === CANNOT_CONNECT_NOW
      if (!isStarting || performance.now() > giveUpAt) throw error
      await sleep(ASK_AGAIN_MS)
    }
  }
}

function checkVersion(version: number): void {
  const major = Math.floor(version / 10_000)
  if (major >= OLDEST_VERSION) return
  throw new StartUpError(`The database is PostgreSQL ${major}; Porchlight needs ${OLDEST_VERSION} or newer`)
}

/** With one of these off, PostgreSQL reports commits that a crash can undo: acknowledged messages would be lost. */
function checkDurability({ fsync, pages, commit }: { fsync: string; pages: string; commit: string }): void {
  const off = [
    fsync === 'off' && 'fsync',
    pages === 'off' && 'full_page_writes',
    commit === 'off' && 'synchronous_commit',
  ].filter((name) => name !== false)
  if (off.length === 0) return
  throw new StartUpError(
    `The database may lose what it has confirmed: turn on ${off.join(' and ')} in PostgreSQL`,
  )
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || 5432}${pathname}`
}

function reason(error: unknown): string {
  // Node tries every address of a host and gathers what each of them said.
  const first = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error ? first.message : String(first)
}
