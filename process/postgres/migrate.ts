import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { StartUpError } from '@/process/start-up-error'
import { migrateJobs } from './jobs-schema'

type Migration = { name: string; sql: string; checksum: string }
/** How to report progress to people who wait for the start, and how often. */
export type Progress = { say?: (line: string) => void; everyMs?: number }

/** Tables of millions of rows take minutes, in which a start that says nothing looks like one that hangs. */
const PROGRESS_EVERY_MS = 10_000

type AppliedMigration = { migration_name: string; checksum: string; finished_at: Date | null }

/** The advisory lock that Prisma's own `migrate deploy` takes, so that the two never run together. */
const MIGRATION_LOCK = 72707369

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies the migrations of `folder` that the database lacks, oldest first, and returns their names. Does what
 * `prisma migrate deploy` does, with the same bookkeeping, but without Prisma's command line, and then migrates the tables
 * of the library of jobs. Processes that start together take turns. Throws when a migration fails, of which nothing remains, when
 * Prisma noted a failed one, or when a newer version has been here.
 *
 * @param progress called now and then while a migration takes long
 */
export async function migrate(
  databaseUrl: string,
  folder?: string,
  progress: Progress = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await lockMigrations(client)
    const applied = await applyMigrations(client, { folder, ...progress })
    await migrateJobs(client, databaseUrl)
    return applied
  } finally {
    await client.end()
  }
}

/** Keeps every other process from migrating, and so from starting, for as long as the connection lives. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await client.query(
    'SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0',
  )
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
}

/**
 * Does the work of {@link migrate} over a connection that has the lock.
 *
 * @param only the migrations to stop at, by name, with their checksums; all of them must be known
 */
export async function applyMigrations(
  client: pg.Client,
  {
    folder = 'prisma/migrations',
    only,
    ...progress
  }: Progress & { folder?: string | undefined; only?: ReadonlyMap<string, string> } = {},
): Promise<string[]> {
  const known = await readMigrations(folder)
  const strange = [...(only ?? [])].find(
    ([name, sum]) => !known.some((one) => one.name === name && one.checksum === sum),
  )
  if (strange)
    throw new StartUpError(
      `The backup was made by another version of Porchlight, with the migration ${strange[0]}: restore it with that version or a newer one`,
    )
  const migrations = only === undefined ? known : known.filter(({ name }) => only.has(name))
  await client.query('SET client_min_messages = warning')
  await client.query(BOOKKEEPING)
  const waiting = await withoutApplied(client, migrations, known)
  for (const migration of waiting) await tellWhile(apply(client, migration), migration, progress)
  return waiting.map(({ name }) => name)
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function withoutApplied(
  client: pg.Client,
  migrations: Migration[],
  known: Migration[],
): Promise<Migration[]> {
  const { rows } = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const failed = rows.find((row) => row.finished_at === null)
  if (failed) {
    throw new Error(
      `The migration ${failed.migration_name} failed earlier. Repair the database, then tell Prisma with ` +
        `\`npx prisma migrate resolve\`; its message stands in the table _prisma_migrations`,
    )
  }
  const newer = rows.find(({ migration_name }) => !known.some(({ name }) => name === migration_name))
  if (newer) {
    throw new StartUpError(
      `The database was brought up to date by a newer version of Porchlight (${newer.migration_name} is unknown to this one): ` +
        'start that version or a newer one, or restore a backup from before the update into an empty database',
    )
  }
  const checksums = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const edited = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum)
  if (edited) throw new Error(`The migration ${edited.name} was changed after it had been applied`)
  return migrations.filter(({ name }) => !checksums.has(name))
}

async function tellWhile(
  applying: Promise<void>,
  { name }: Migration,
  { say = () => {}, everyMs = PROGRESS_EVERY_MS }: Progress,
): Promise<void> {
  const begunAt = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - begunAt) / 1000)
    say(
      `Bringing the database up to date: ${name} has taken ${seconds} s. Stopping now would lose that time and nothing else.`,
    )
  }, everyMs)
  try {
    await applying
  } finally {
    clearInterval(timer)
  }
}

/** The change and its bookkeeping are one transaction: a process killed here leaves nothing half done. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    // The schema exists by now. Naming it takes the right to create schemas, which hosters seldom give.
    await client.query(sql.replace('CREATE SCHEMA IF NOT EXISTS "public";', ''))
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}
