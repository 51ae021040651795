import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartUpError } from '@/process/start-up-error'
import { pool } from '@/server/database/db'
import { databaseUrl } from '@/server/database/impatient-client'
import { migrate } from './migrate'

const name = `${new URL(databaseUrl()).pathname.slice(1)}_migrate`
const url = databaseUrl().replace(/[^/]+$/, name)
let folder: string
let client: pg.Client

beforeEach(async () => {
  await pool.query(`CREATE DATABASE ${name}`)
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-migrations-'))
  client = new pg.Client({ connectionString: url })
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

it('applies pending migrations in order, once', async () => {
  write('2_second', 'ALTER TABLE lamp ADD COLUMN watt int')
  write('1_first', 'CREATE TABLE lamp (id int); INSERT INTO lamp VALUES (1)')
  expect(await migrate(url, folder)).toEqual(['1_first', '2_second'])

  write('3_third', 'UPDATE lamp SET watt = 40')
  expect(await migrate(url, folder)).toEqual(['3_third'])
  expect(await migrate(url, folder)).toEqual([])
  expect((await client.query('SELECT * FROM lamp')).rows).toEqual([{ id: 1, watt: 40 }])
})

it('migrates the job tables, once', async () => {
  await migrate(url)
  const applied = 'SELECT count(*)::int AS count, max(ts)::text AS last FROM graphile_worker.migrations'
  const { rows: before } = await client.query(applied)
  expect(before[0].count).toBeGreaterThan(15)
  await migrate(url)
  expect((await client.query(applied)).rows).toEqual(before)
})

it('lets concurrent processes take turns', async () => {
  write('1_first', 'CREATE TABLE lamp (id int); SELECT pg_sleep(0.05)')
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(applied.flat()).toEqual(['1_first'])
})

it('reports progress during a long migration', async () => {
  write('1_quick', 'CREATE TABLE lamp (id int)')
  write('2_slow', 'SELECT pg_sleep(0.25)')
  const said: string[] = []
  await migrate(url, folder, { say: (line) => said.push(line), everyMs: 100 })
  expect(said.length).toBeGreaterThan(0)
  for (const line of said)
    expect(line).toMatch(/^Migrating the database: 2_slow has been running for \d+ s\./)
})

it('rolls back a migration that fails, and continues once it is fixed', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  write('2_second', 'INSERT INTO lamp VALUES (1); INSERT INTO lampp VALUES (2)')
  await expect(migrate(url, folder)).rejects.toThrow('2_second failed: relation "lampp" does not exist')
  expect((await client.query('SELECT * FROM lamp')).rows).toEqual([])

  write('2_second', 'INSERT INTO lamp VALUES (2)')
  expect(await migrate(url, folder)).toEqual(['2_second'])
})

it('runs functions and semicolons inside strings verbatim', async () => {
  write(
    '1_first',
    `CREATE FUNCTION glow() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END; $$; -- and; so on`,
  )
  await migrate(url, folder)
  expect((await client.query('SELECT glow()')).rows).toEqual([{ glow: 'a;b' }])
})

it('refuses a migration that was edited afterwards', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  await migrate(url, folder)
  write('1_first', 'CREATE TABLE lamp (id bigint)')
  await expect(migrate(url, folder)).rejects.toThrow('1_first was changed after it was applied')
})

it('refuses a database that a newer version has migrated', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  write('2_second', 'ALTER TABLE lamp ADD COLUMN watt int')
  await migrate(url, folder)
  rmSync(path.join(folder, '2_second'), { recursive: true })
  await expect(migrate(url, folder)).rejects.toThrow(/newer version of Porchlight \(2_second is unknown/)

  await client.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '2_second'`)
  expect(await migrate(url, folder)).toEqual([])
})

describe('a role that may not create schemas, as with hosting providers,', () => {
  const role = `hosted_${process.pid}`
  const hosted = Object.assign(new URL(url), { username: role, password: 'a lamp' }).href

  beforeEach(async () => {
    await client.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'a lamp'; GRANT ALL ON SCHEMA public TO ${role}; CREATE ROLE owner_${process.pid}`,
    )
  })
  afterEach(async () => {
    for (const name of [role, `owner_${process.pid}`])
      await client.query(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`)
  })

  it('is told which statement to run, after which it works', async () => {
    const refusal = await migrate(hosted).catch((error) => error)
    expect(refusal).toBeInstanceOf(StartUpError)
    expect(refusal.message).toMatch(
      /^[^\n]*jobs: run (CREATE SCHEMA [^;]+;) in the database \w+, as its owner$/,
    )
    const [statement = ''] = /CREATE SCHEMA [^;]+;/.exec(refusal.message) ?? []
    expect(statement).toBe(`CREATE SCHEMA graphile_worker AUTHORIZATION ${role};`)

    await client.query(statement)
    await expectWorking()
  })

  it('is told so for a schema that belongs to another role, too', async () => {
    await client.query(`CREATE SCHEMA graphile_worker AUTHORIZATION owner_${process.pid}`)
    const refusal = await migrate(hosted).catch((error) => error)
    expect(refusal).toBeInstanceOf(StartUpError)
    const [statement = ''] = /GRANT [^;]+;/.exec(refusal.message) ?? []
    expect(statement).toBe(`GRANT CREATE, USAGE ON SCHEMA graphile_worker TO ${role};`)

    await client.query(statement)
    await expectWorking()
  })

  async function expectWorking(): Promise<void> {
    // Its own tables were created by the refused start.
    expect(await migrate(hosted)).toEqual([])
    const account = new pg.Client({ connectionString: hosted })
    await account.connect()
    await account.query(`SELECT graphile_worker.add_job('mend')`)
    const { rows } = await account.query('SELECT task_identifier AS task FROM graphile_worker.jobs')
    await account.end()
    expect(rows).toEqual([{ task: 'mend' }])
    expect(await migrate(hosted)).toEqual([])
  }
})

it('stops if Prisma recorded a failure', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  await migrate(url, folder)
  await client.query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(migrate(url, folder)).rejects.toThrow('npx prisma migrate resolve')
})

function write(migration: string, sql: string): void {
  mkdirSync(path.join(folder, migration), { recursive: true })
  writeFileSync(path.join(folder, migration, 'migration.sql'), sql)
}
