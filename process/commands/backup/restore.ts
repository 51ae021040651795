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

/** Bounds the header and the manifest, which take a few kilobytes. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024

/** Tables in which a fresh database may already have rows. */
const FILLED_AT_START_UP = [
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
 * Restores a backup into an empty database: migrates it to the backup's version, copies the rows, verifies every table against
 * the manifest, commits, and then migrates to this version. Begins a new epoch, so that browsers discard their cached data.
 * Porchlight cannot start on the database in the meantime.
 *
 * @throws StartUpError if the database is in use or not empty, or the file is damaged or too new; no rows are restored then
 */
export async function restore(databaseUrl: string, file: string, folder?: string): Promise<RestoreSummary> {
  if ((await stat(file)).isDirectory()) throw new StartUpError(`${file} is a folder: name a backup file`)
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'porchlight restore' })
  client.on('error', () => {})
  await client.connect()
  const entries = readArchive(file)
  try {
    await prepareSession(client)
    await lockMigrations(client)
    const serving = await findServing(client)
    if (serving !== null) throw new StartUpError(`Stop Porchlight first: ${serving} is using this database`)
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
      ? new StartUpError(`The backup ${file} is damaged or truncated: ${error.message}`)
      : error
  } finally {
    await entries.return(undefined).catch(() => {})
    await client.end().catch(() => {})
  }
}

/** True for errors from zlib and the tar decoder. */
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
    throw new StartUpError('The database contains tables of another program: restore into an empty one')
  for (const { name } of tables) {
    if (FILLED_AT_START_UP.includes(name)) continue
    const { rowCount } = await client.query(`SELECT FROM ${quote(name)} LIMIT 1`)
    if (rowCount)
      throw new StartUpError(`The database is not empty (${name} has rows): restore into an empty one`)
  }
}

async function readHeader(entries: AsyncGenerator<ArchiveEntry>): Promise<BackupHeader> {
  const { value: first } = await entries.next()
  if (first?.name !== HEADER || first.size > MAX_TEXT_BYTES)
    throw new StartUpError('This is not a Porchlight backup')
  const header = backupHeader.safeParse(parse(await textOf(first)))
  if (header.success) return header.data
  throw new StartUpError(
    'This backup has a different format: restore it with the version of Porchlight that created it',
  )
}

/** A database on which Porchlight has started may be ahead of the backup; its empty tables are then recreated. */
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

/** Drops everything in the schema except what belongs to extensions. */
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

/** The backup's tables as this database defines them. Nothing from the file is ever run as SQL. */
async function tablesOf(client: pg.Client, header: BackupHeader): Promise<Table[]> {
  const found = new Map((await listTables(client)).map((table) => [table.name, table]))
  return header.tables.map(({ name, columns }) => {
    const table = found.get(name)
    if (table === undefined || table.columns.join() !== columns.join())
      throw new StartUpError(`The backup is damaged: its migrations have no such table ${name}`)
    return table
  })
}

/** All or nothing: commits only after every table is verified. */
async function copyAll(
  client: pg.Client,
  tables: Table[],
  entries: AsyncGenerator<ArchiveEntry>,
): Promise<BackupManifest> {
  await client.query('BEGIN')
  try {
    const names = tables.map(({ name }) => quote(name))
    // The audit log may be truncated only in this mode; the backup's replaces it.
    await client.query("SET LOCAL porchlight.audit = 'retention'")
    await client.query(`TRUNCATE ${names.join(', ')} CASCADE`)
    // Triggers would change the restored rows.
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
    const manifest = await copyTables(client, tables, entries)
    await verify(client, tables, manifest)
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
      if (table === undefined) throw new StartUpError(`The backup is damaged: unexpected file ${entry.name}`)
      copy ??= openCopy(client, table)
      for await (const chunk of entry.body as unknown as AsyncIterable<Uint8Array>) await copy.write(chunk)
    }
  } finally {
    await copy?.abort()
  }
  throw new StartUpError('The backup is damaged or truncated: its manifest is missing')
}

/** A COPY into a table, in progress. */
type Copy = {
  table: string
  write: (chunk: Uint8Array) => Promise<void>
  end: () => Promise<void>
  /** Cancels it and leaves the connection usable. */
  abort: () => Promise<void>
}

function openCopy(client: pg.Client, table: Table): Copy {
  const stream = client.query(copyFrom(copyIn(table)))
  const ended = finished(stream)
  // Writers await this; the handler only keeps an early failure from being reported as unhandled.
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

/** Reads the stored rows back and compares checksums. */
async function verify(client: pg.Client, tables: Table[], manifest: BackupManifest): Promise<void> {
  for (const table of tables) {
    const hash = createHash('sha256')
    for await (const chunk of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>)
      hash.update(chunk)
    if (hash.digest('hex') !== manifest.tables[table.name]?.sha256)
      throw new StartUpError(`The backup is damaged: ${table.name} differs from what was backed up`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
