import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { parse } from 'pg-connection-string'
import { StartUpError } from '@/process/start-up-error'
import type { Env } from '@/server/settings/env'
import { dataFolder } from './data-folder'
import { startEmbeddedPostgres } from './embedded-postgres'
import { migrate } from './migrate'

const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 5_000

/** How long to wait for a server that reports that it is starting, and how often to retry. */
const STARTING_TIMEOUT_MS = 30_000
const RETRY_MS = 250

/** PostgreSQL's error code while it starts or replays its log after a crash. */
const CANNOT_CONNECT_NOW = '57P03'

/** The database that this process uses. */
export type Database = { url: string; stop: () => Promise<void> }

/**
 * Opens and migrates the database: the one in the settings or the embedded one. Checks that it is new enough and durable.
 *
 * @throws StartUpError if it is unreachable or too old, would lose acknowledged messages, or cannot be migrated
 */
export async function prepareDatabase(settings: Env): Promise<Database> {
  const database = await openDatabase(settings)
  try {
    await migrateDatabase(database)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

/**
 * Opens the database without migrating it, for commands that must not change it.
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

/** @throws StartUpError if a migration fails */
export async function migrateDatabase({ url }: Pick<Database, 'url'>): Promise<void> {
  await migrate(url, undefined, { say: console.log }).catch((error) => {
    throw notMigrated(error)
  })
}

/** Why a migration failed, for the operator. */
function notMigrated(error: Error): StartUpError {
  if (error instanceof StartUpError) return error
  const { code } = (error.cause ?? error) as { code?: string }
  const remedy =
    code === '42501'
      ? '; run GRANT CREATE, USAGE ON SCHEMA public TO the account in DATABASE_URL, as the owner of the database'
      : ''
  return new StartUpError(`The database could not be migrated: ${error.message}${remedy}`)
}

async function checkServer(url: string): Promise<void> {
  const clients: pg.Client[] = []
  try {
    const client = await connectOnceStarted(url)
    clients.push(client)
    const { rows } = await client.query<ServerFacts>(FACTS)
    const [facts] = rows
    if (facts === undefined) throw new StartUpError('The database did not report its version')
    checkFacts(facts)
    clients.push(await connectOnceStarted(url))
    await checkPooler(clients as [pg.Client, pg.Client])
    checkDurability(facts)
  } catch (error) {
    if (error instanceof StartUpError) throw error
    throw new StartUpError(
      `The database at ${withoutPassword(url)} cannot be reached: ${whyUnreachable(error)}`,
    )
  } finally {
    for (const client of clients) await client.end().catch(() => {})
  }
}

type ServerFacts = Record<'version' | 'fsync' | 'pages' | 'commit', string> & {
  encoding: string
  database: string
  account: string
  schema: string | null
  isReadOnly: boolean
  settings: Record<string, string>
}

/** Required session settings, which the database or the role may override. A pooler may drop the ones we request. */
const SESSION_SETTINGS: Record<string, { wanted: string; fits: RegExp }> = {
  TimeZone: { wanted: 'UTC', fits: /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal)$/i },
  DateStyle: { wanted: 'ISO', fits: /^ISO/ },
  default_transaction_isolation: { wanted: 'read committed', fits: /^read (un)?committed$/ },
}

const FACTS = `SELECT current_setting('server_version_num') AS version, current_setting('fsync') AS fsync,
  current_setting('full_page_writes') AS pages, current_setting('synchronous_commit') AS commit,
  current_setting('server_encoding') AS encoding, current_database() AS database, current_user AS account,
  current_schema() AS schema, pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isReadOnly",
  json_build_object(${Object.keys(SESSION_SETTINGS)
    .map((name) => `'${name}', current_setting('${name}')`)
    .join(', ')}) AS settings`

function checkFacts(facts: ServerFacts): void {
  const { version, encoding, database, account, schema, isReadOnly, settings } = facts
  checkVersion(Number(version))
  if (isReadOnly) {
    throw new StartUpError(
      `The database ${database} is read-only, like a standby: set DATABASE_URL to the primary (or turn off default_transaction_read_only)`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StartUpError(
      `The database ${database} is encoded in ${encoding}, which cannot store every language and emoji: set DATABASE_URL to one created with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`,
    )
  }
  if (schema !== 'public') {
    const found = schema === null ? 'has no schema that it may use' : `uses the schema ${schema}`
    throw new StartUpError(
      `The role ${account} ${found}, but Porchlight keeps its tables in public: run GRANT CREATE, USAGE ON SCHEMA public TO ${sqlName(account)} and ALTER ROLE ${sqlName(account)} SET search_path = public, or give it its own database`,
    )
  }
  for (const [name, { wanted, fits }] of Object.entries(SESSION_SETTINGS)) {
    if (fits.test(settings[name] ?? '')) continue
    throw new StartUpError(
      `The database sets ${name} to ${settings[name]}, but Porchlight needs ${wanted}: run ALTER ROLE ${sqlName(account)} IN DATABASE ${sqlName(database)} SET ${name} = '${wanted}'`,
    )
  }
}

/**
 * Two open connections must not share a session, as they do behind a pooler in transaction mode: prepared statements, locks and
 * LISTEN in one would be lost, or affect the other.
 */
async function checkPooler([one, other]: [pg.Client, pg.Client]): Promise<void> {
  const pidOf = async (client: pg.Client) =>
    (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid
  if ((await pidOf(one)) !== (await pidOf(other))) return
  throw new StartUpError(
    'DATABASE_URL points to a pooler in transaction mode, which shares sessions: set its pool_mode to session, or connect to PostgreSQL directly',
  )
}

function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

async function connectOnceStarted(url: string): Promise<pg.Client> {
  const giveUpAt = performance.now() + STARTING_TIMEOUT_MS
  for (;;) {
    // With the options of our own connections, so that any problem they would have shows up here.
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: CONNECT_TIMEOUT_MS,
      options: '-c TimeZone=UTC',
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      const isStarting = (error as { code?: string }).code === CANNOT_CONNECT_NOW
      if (!isStarting || performance.now() > giveUpAt) throw error
      await sleep(RETRY_MS)
    }
  }
}

function checkVersion(version: number): void {
  const major = Math.floor(version / 10_000)
  if (major >= OLDEST_VERSION) return
  throw new StartUpError(`The database is PostgreSQL ${major}; Porchlight needs ${OLDEST_VERSION} or newer`)
}

/** With any of these off, a crash can undo commits that PostgreSQL reported, losing acknowledged messages. */
function checkDurability({ fsync, pages, commit }: { fsync: string; pages: string; commit: string }): void {
  const off = [
    fsync === 'off' && 'fsync',
    pages === 'off' && 'full_page_writes',
    commit === 'off' && 'synchronous_commit',
  ].filter((name) => name !== false)
  if (off.length === 0) return
  throw new StartUpError(`The database may lose committed data: turn on ${off.join(' and ')} in PostgreSQL`)
}

/** The address without credentials. */
function withoutPassword(url: string): string {
  const { host, port, database } = parse(url)
  return `${host || 'localhost'}:${port || 5432}/${database ?? ''}`
}

/** Remedies by PostgreSQL's error code or the driver's message. The first match wins. */
const REMEDIES: [RegExp, string][] = [
  [
    /^28P01|password must be a string|no password supplied/i,
    'check the user and the password in DATABASE_URL',
  ],
  [/no encryption|SSL off/i, 'it requires TLS: add ?sslmode=require to DATABASE_URL'],
  [/^28000/, 'check the user in DATABASE_URL, and what pg_hba.conf allows'],
  [/does not support SSL/i, 'it does not support TLS: remove sslmode from DATABASE_URL'],
  [
    /certificate|self.signed|altname/i,
    'its certificate is not trusted: set the authority with sslrootcert=… in DATABASE_URL, or use sslmode=no-verify',
  ],
  [/^3D000/, 'create it with CREATE DATABASE, or set DATABASE_URL to another one'],
  [
    /startup parameter/i,
    'a pooler is in front of it: PgBouncer needs ignore_startup_parameters = options,statement_timeout, and pool_mode = session',
  ],
  [/prepared statement/i, 'a pooler in transaction mode is in front of it: set its pool_mode to session'],
  [/^53300/, 'it has no connections left: raise max_connections; Porchlight needs 15'],
  [
    /^42501/,
    'the role lacks the privilege to connect or to read: grant it, or set another role in DATABASE_URL',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)/, 'check the host in DATABASE_URL'],
  [
    /^(ECONN|ENOENT|EACCES|EHOST|ENET|ETIMEDOUT)|timeout/,
    'check the host and the port in DATABASE_URL, and that it is running',
  ],
]

function whyUnreachable(error: unknown): string {
  // Node.js tries every address of a host and collects the errors.
  const first = error instanceof AggregateError ? error.errors[0] : error
  const { code = '', message = String(first) } = first as { code?: string; message?: string }
  const [, remedy] = REMEDIES.find(([sign]) => sign.test(code) || sign.test(message)) ?? []
  return remedy === undefined ? message : `${message}; ${remedy}`
}
