import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/process/postgres/embedded-postgres'
import { migrate } from '@/process/postgres/migrate'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a worker's database, but for the worker's number at its end. */
    workerDatabaseUrl: string
  }
}

/** Starts one PostgreSQL for the whole run, with a migrated database for each worker. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = `test_${process.pid}_`
  const template = `${run}template`
  const postgres = await startEmbeddedPostgres({ folder: '.data/test', database: template, fast: true })
  await migrate(postgres.url)

  const url = new URL(postgres.url)
  url.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await dropDatabases((owner) => owner !== process.pid && !isAlive(owner))
  // Vitest numbers workers beyond the maximum for a moment, when one replaces another.
  for (let worker = 1; worker <= project.vitest.config.maxWorkers + 2; worker++) {
    await admin.query(`CREATE DATABASE ${run}${worker} TEMPLATE ${template} STRATEGY file_copy`)
  }
  url.pathname = `/${run}`
  project.provide('workerDatabaseUrl', url.href)

  return async () => {
    await dropDatabases((owner) => owner === process.pid)
    await admin.end()
    await postgres.stop()
  }

  /** Of several runs at once each has its own databases; those of a run that was killed go at the next. */
  async function dropDatabases(condition: (owner: number) => boolean): Promise<void> {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname ~ '^test_[0-9]+_'`,
    )
    for (const { name } of rows) {
      if (condition(Number(name.split('_')[1])))
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
