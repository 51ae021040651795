import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { applyMigrations, lockMigrations } from '@/process/postgres/migrate'
import { findServing } from '@/process/process-registry'
import { StartUpError } from '@/process/start-up-error'
import { type ArchiveEntry, readArchive, textOf } from './archive'
import {
  type BackupHeader,
  type BackupManifest,
  backupHeader,
  backupManifest,
  HEADER,
  MANIFEST,
  tableOfPart,
} from './format'
import { copyIn, copyOut, listTables, prepareSession, quote, type Table } from './tables'

/** Header and manifest are a few kilobytes. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024

/** What a database may hold that nobody has used yet. */
const MADE_BY_THE_START = [
  '_prisma_migrations',
  'installation',
  'site',
  'secret',
  'rate_limit_window',
  'server_process',
]

/** What was restored. */
export type RestoreSummary = { rows: number; tables: number; createdAt: string }

/**
 * Fills an empty database from a backup: migrates it as far as the backed-up one was, copies, compares every table with the
 * manifest, and only then commits; after that migrates it to what this version needs. Browsers will forget what they hold of
 * the time since. Nobody can start Porchlight on the database meanwhile.
 *
 * @throws StartUpError when the database is in use or not empty, or the file damaged or too new. The database then holds no row of it
 */
export async function restore(databaseUrl: string, file: string, folder?: string): Promise<RestoreSummary> {
  if ((await stat(file)).isDirectory()) throw new StartUpError(`${file} is a folder: name the backup in it`)
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'porchlight restore' })
  client.on('error', () => {})
  await client.connect()
  const entries = readArchive(file)
  try {
    await prepareSession(client)
    await lockMigrations(client)
    const serving = await findServing(client)
    if (serving !== null) throw new StartUpError(`Stop Porchlight first: ${serving} serves this database`)
    await requireEmpty(client)

    const header = await readHeader(entries)
    await migrateTo(client, header, folder)
    const tables = await tablesOf(client, header)
    const manifest = await copyAll(client, tables, entries)
    await applyMigrations(client, { folder })
    const counts = Object.values(manifest.tables).map(({ rows }) => rows)
    return {
      rows: counts.reduce((sum, rows) => sum + rows, 0),
      tables: counts.length,
      createdAt: header.createdAt,
    }
  } catch (error) {
    throw isDamage(error)
      ? new StartUpError(`The backup ${file} is damaged or cut short: ${error.message}`)
      : error
  } finally {
    await entries.return(undefined).catch(() => {})
    await client.end().catch(() => {})
  }
}

/** What zlib and the reader of archives say. */
function isDamage(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (/^Z_/.test((error as NodeJS.ErrnoException).code ?? '') || /\btar\b/i.test(error.message))
  )
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname`,
  )
  if (tables.length > 0 && !tables.some(({ name }) => name === '_prisma_migrations'))
    throw new StartUpError('The database holds tables of another program: restore into an empty one')
  for (const { name } of tables) {
    if (MADE_BY_THE_START.includes(name)) continue
    const { rowCount } = await client.query(`SELECT FROM ${quote(name)} LIMIT 1`)
    if (rowCount)
      throw new StartUpError(
        `The database is not empty (there are rows in ${name}): restore into an empty one`,
      )
  }
}

async function readHeader(entries: AsyncGenerator<ArchiveEntry>): Promise<BackupHeader> {
  const { value: first } = await entries.next()
  if (first?.name !== HEADER || first.size > MAX_TEXT_BYTES)
    throw new StartUpError('This is no backup of Porchlight')
  const header = backupHeader.safeParse(parse(await textOf(first)))
  if (header.success) return header.data
  throw new StartUpError(
    'This backup has another format: restore it with the version of Porchlight that made it',
  )
}

/** A database that was started on already may be ahead of the backup: then its empty tables are made anew. */
async function migrateTo(client: pg.Client, { migrations }: BackupHeader, folder?: string): Promise<void> {
  const only = new Map(migrations.map(({ name, checksum }) => [name, checksum]))
  const { rows: tables } = await client.query(`SELECT to_regclass('_prisma_migrations') AS name`)
  if (tables[0]?.name !== null) {
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations',
    )
    if (rows.some(({ name }) => !only.has(name))) await dropAll(client)
  }
  await applyMigrations(client, { folder, only })
}

/** Everything in the schema but what extensions put there. */
async function dropAll(client: pg.Client): Promise<void> {
  await client.query(`DO $$ DECLARE thing record; BEGIN
    FOR thing IN SELECT oid::regclass AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' LOOP
      EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      WHERE pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e') LOOP
      EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT t.oid::regtype AS name FROM pg_type t
      WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'd')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e') LOOP
      EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
  END $$`)
}

/** The backup's tables as this database has them. What a file says about them is never run as SQL. */
async function tablesOf(client: pg.Client, header: BackupHeader): Promise<Table[]> {
  const found = new Map((await listTables(client)).map((table) => [table.name, table]))
  return header.tables.map(({ name, columns }) => {
    const table = found.get(name)
    if (table === undefined || table.columns.join() !== columns.join())
      throw new StartUpError(`The backup is damaged: ${name} is no table of its migrations`)
    return table
  })
}

/** All or nothing: until the last comparison nobody sees a row. */
async function copyAll(
  client: pg.Client,
  tables: Table[],
  entries: AsyncGenerator<ArchiveEntry>,
): Promise<BackupManifest> {
  await client.query('BEGIN')
  try {
    const names = tables.map(({ name }) => quote(name))
    // The audit gives way to the one in the backup.
    await client.query("SET LOCAL porchlight.audit = 'retention'")
    await client.query(`TRUNCATE ${names.join(', ')} CASCADE`)
    // They would change rows that come as they must stay.
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
    const manifest = await copyTables(client, tables, entries)
    await compare(client, tables, manifest)
    for (const [name, { value, isCalled }] of Object.entries(manifest.sequences))
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quote(name), value, isCalled])
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
    await client.query('UPDATE installation SET epoch = gen_random_uuid()')
    await client.query('COMMIT')
    return manifest
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

async function copyTables(
  client: pg.Client,
  tables: Table[],
  entries: AsyncGenerator<ArchiveEntry>,
): Promise<BackupManifest> {
  let copy: Copy | null = null
  try {
    for await (const entry of entries) {
      const name = tableOfPart(entry.name)
      if (copy !== null && copy.table !== name) {
        await copy.end()
        copy = null
      }
      if (entry.name === MANIFEST && entry.size <= MAX_TEXT_BYTES) {
        const manifest = backupManifest.safeParse(parse(await textOf(entry)))
        if (manifest.success) return manifest.data
        break
      }
      const table = tables.find((one) => one.name === name)
      if (table === undefined)
        throw new StartUpError(`The backup is damaged: ${entry.name} is none of its files`)
      copy ??= openCopy(client, table)
      for await (const chunk of entry.body as unknown as AsyncIterable<Uint8Array>) await copy.write(chunk)
    }
  } finally {
    await copy?.abort()
  }
  throw new StartUpError('The backup is damaged or cut short: its manifest is missing')
}

/** A table that is being filled. */
type Copy = {
  table: string
  write: (chunk: Uint8Array) => Promise<void>
  end: () => Promise<void>
  /** Leaves the connection fit for the next statement. */
  abort: () => Promise<void>
}

function openCopy(client: pg.Client, table: Table): Copy {
  const stream = client.query(copyFrom(copyIn(table)))
  const ended = finished(stream)
  // The writers await it; this only keeps an early failure from counting as unhandled.
  ended.catch(() => {})
  return {
    table: table.name,
    async write(chunk) {
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), ended])
    },
    async end() {
      stream.end()
      await ended
    },
    async abort() {
      stream.destroy()
      await ended.catch(() => {})
    },
  }
}

/** Reads back what was stored: what differs in a single byte is refused. */
async function compare(client: pg.Client, tables: Table[], manifest: BackupManifest): Promise<void> {
  for (const table of tables) {
    const hash = createHash('sha256')
    for await (const chunk of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>)
      hash.update(chunk)
    if (hash.digest('hex') !== manifest.tables[table.name]?.sha256)
      throw new StartUpError(`The backup is damaged: ${table.name} is not what was backed up`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
