import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { StartUpError } from '@/process/start-up-error'
import { migrateJobs } from './jobs-schema'

type Migration = { name: string; sql: string; checksum: string }
/** How, and how often, to report progress to people who wait for start-up. */
export type Progress = { say?: (line: string) => void; everyMs?: number }

/** Tables with millions of rows take minutes, and a silent start looks like a hang. */
const PROGRESS_EVERY_MS = 10_000

type AppliedMigration = { migration_name: string; checksum: string; finished_at: Date | null }

/** The advisory lock that Prisma's own `migrate deploy` uses, so that the two never run together. */
const MIGRATION_LOCK = 72707369

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies pending migrations from `folder`, oldest first, and returns their names. Equivalent to `prisma migrate deploy`, with
 * the same bookkeeping, but without Prisma's command line; then migrates graphile-worker's tables. Concurrent processes take
 * turns. Throws if a migration fails (it is rolled back), if Prisma recorded a failed one, or if a newer version has migrated
 * the database.
 *
 * @param progress called from time to time during a long migration
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

/** Prevents other processes from migrating, and so from starting, for as long as the connection is open. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await client.query(
    'SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0',
  )
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
}

/**
 * Does the work of {@link migrate} on a connection that holds the lock.
 *
 * @param only the migrations to apply, with their checksums by name; all must be known
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
  const unknown = [...(only ?? [])].find(
    ([name, sum]) => !known.some((one) => one.name === name && one.checksum === sum),
  )
  if (unknown)
    throw new StartUpError(
      `The backup comes from another version of Porchlight, with the migration ${unknown[0]}: restore it with that version or a newer one`,
    )
  const migrations = only === undefined ? known : known.filter(({ name }) => only.has(name))
  await client.query('SET client_min_messages = warning')
  await client.query(BOOKKEEPING)
  const pending = await withoutApplied(client, migrations, known)
  for (const migration of pending) await reportWhile(apply(client, migration), migration, progress)
  return pending.map(({ name }) => name)
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
      `The migration ${failed.migration_name} failed earlier. Repair the database, then run ` +
        `\`npx prisma migrate resolve\`; the error is in the table _prisma_migrations`,
    )
  }
  const newer = rows.find(({ migration_name }) => !known.some(({ name }) => name === migration_name))
  if (newer) {
    throw new StartUpError(
      `The database was migrated by a newer version of Porchlight (${newer.migration_name} is unknown to this one): ` +
        'start that version or a newer one, or restore a backup from before the update into an empty database',
    )
  }
  const checksums = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const edited = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum)
  if (edited) throw new Error(`The migration ${edited.name} was changed after it was applied`)
  return migrations.filter(({ name }) => !checksums.has(name))
}

async function reportWhile(
  applying: Promise<void>,
  { name }: Migration,
  { say = () => {}, everyMs = PROGRESS_EVERY_MS }: Progress,
): Promise<void> {
  const begunAt = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - begunAt) / 1000)
    say(
      `Migrating the database: ${name} has been running for ${seconds} s. It is safe to stop, but it would start over.`,
    )
  }, everyMs)
  try {
    await applying
  } finally {
    clearInterval(timer)
  }
}

/** The migration and its bookkeeping share a transaction, so that a killed process leaves nothing half done. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    // The schema already exists. This statement needs the privilege to create schemas, which hosting providers rarely grant.
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
