import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { StartUpError } from '@/process/start-up-error'
import { type AddEntry, writeArchive } from './archive'
import { type BackupHeader, type BackupManifest, HEADER, MANIFEST, partName, SECRET_TABLES } from './format'
import { copyOut, listTables, prepareSession, quote, type Table } from './tables'

/** How much of a table to buffer, in bytes, and so the size of its parts. */
const PART_BYTES = 4 * 1024 * 1024

/** The size of a backup. */
export type BackupSummary = { rows: number; tables: number; bytes: number }

/**
 * Writes a consistent snapshot of the database to one file, even while others are writing. Does not use `pg_dump`: the embedded
 * PostgreSQL does not include it, and it must not be older than an external server.
 *
 * @param withSecrets whether to include signing keys and sessions
 * @throws StartUpError if there is nothing to back up, or the file already exists
 */
export async function backUp(
  databaseUrl: string,
  file: string,
  { withSecrets = true }: { withSecrets?: boolean } = {},
): Promise<BackupSummary> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'porchlight backup' })
  client.on('error', () => {})
  await client.connect()
  try {
    await prepareSession(client)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const tables = (await listTables(client)).filter(
      ({ name }) => withSecrets || !SECRET_TABLES.includes(name),
    )
    const header = await describe(client, tables, withSecrets)
    const manifest: BackupManifest = { tables: {}, sequences: {} }
    const bytes = await writeArchive(file, async (add) => {
      await add(HEADER, json(header))
      for (const table of tables) manifest.tables[table.name] = await addTable(client, table, add)
      manifest.sequences = await sequences(client)
      await add(MANIFEST, json(manifest))
    })
    const counts = Object.values(manifest.tables).map(({ rows }) => rows)
    return { rows: counts.reduce((sum, rows) => sum + rows, 0), tables: counts.length, bytes }
  } finally {
    await client.end().catch(() => {})
  }
}

async function describe(client: pg.Client, tables: Table[], withSecrets: boolean): Promise<BackupHeader> {
  const { rows: facts } = await client.query<{ hasMigrations: boolean; postgres: string }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "hasMigrations", current_setting('server_version') AS postgres`,
  )
  const [{ hasMigrations, postgres } = { hasMigrations: false, postgres: '' }] = facts
  if (!hasMigrations)
    throw new StartUpError('There is nothing to back up: Porchlight has never run on this database')

  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return {
    format: 1,
    createdAt: new Date().toISOString(),
    porchlight: JSON.parse(readFileSync('package.json', 'utf8')).version,
    postgres,
    hasSecrets: withSecrets,
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  }
}

/** COPY writes one line per row: line breaks within values are escaped. */
async function addTable(client: pg.Client, table: Table, add: AddEntry) {
  const hash = createHash('sha256')
  let rows = 0
  let part = 0
  let buffered: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    part += 1
    await add(partName(table.name, part), Buffer.concat(buffered))
    buffered = []
    size = 0
  }
  for await (const chunk of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    for (const byte of chunk) if (byte === 10) rows += 1
    buffered.push(chunk)
    size += chunk.length
    if (size >= PART_BYTES) await flush()
  }
  await flush()
  return { rows, sha256: hash.digest('hex') }
}

async function sequences(client: pg.Client): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace ORDER BY relname`,
  )
  const found: BackupManifest['sequences'] = {}
  for (const { name } of rows) {
    const { rows: values } = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${quote(name)}`,
    )
    if (values[0] !== undefined) found[name] = values[0]
  }
  return found
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}
