import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
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

it('applies what is missing, in order and once', async () => {
  write('2_second', 'ALTER TABLE lamp ADD COLUMN watt int')
  write('1_first', 'CREATE TABLE lamp (id int); INSERT INTO lamp VALUES (1)')
  expect(await migrate(url, folder)).toEqual(['1_first', '2_second'])

  write('3_third', 'UPDATE lamp SET watt = 40')
  expect(await migrate(url, folder)).toEqual(['3_third'])
  expect(await migrate(url, folder)).toEqual([])
  expect((await client.query('SELECT * FROM lamp')).rows).toEqual([{ id: 1, watt: 40 }])
})

it('lets processes that start together take turns', async () => {
  write('1_first', 'CREATE TABLE lamp (id int); SELECT pg_sleep(0.05)')
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(applied.flat()).toEqual(['1_first'])
})

it('leaves nothing of a migration that fails, and goes on once it is mended', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  write('2_second', 'INSERT INTO lamp VALUES (1); INSERT INTO lampp VALUES (2)')
  await expect(migrate(url, folder)).rejects.toThrow('2_second failed: relation "lampp" does not exist')
  expect((await client.query('SELECT * FROM lamp')).rows).toEqual([])

  write('2_second', 'INSERT INTO lamp VALUES (2)')
  expect(await migrate(url, folder)).toEqual(['2_second'])
})

it('takes functions and semicolons inside texts as they are', async () => {
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
  await expect(migrate(url, folder)).rejects.toThrow('1_first was changed after it had been applied')
})

it('refuses a database that a newer version has been at', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  write('2_second', 'ALTER TABLE lamp ADD COLUMN watt int')
  await migrate(url, folder)
  rmSync(path.join(folder, '2_second'), { recursive: true })
  await expect(migrate(url, folder)).rejects.toThrow(/newer version of Porchlight \(2_second is unknown/)

  await client.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '2_second'`)
  expect(await migrate(url, folder)).toEqual([])
})

it('needs no more than the schema, as hosters give it', async () => {
  const role = `hosted_${process.pid}`
  await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'a lamp'; GRANT ALL ON SCHEMA public TO ${role}`)
  try {
    const hosted = new URL(url)
    Object.assign(hosted, { username: role, password: 'a lamp' })
    expect((await migrate(hosted.href)).length).toBeGreaterThan(4)
  } finally {
    await client.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
  }
})

it('stops where Prisma noted a failure', async () => {
  write('1_first', 'CREATE TABLE lamp (id int)')
  await migrate(url, folder)
  await client.query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(migrate(url, folder)).rejects.toThrow('npx prisma migrate resolve')
})

function write(migration: string, sql: string): void {
  mkdirSync(path.join(folder, migration), { recursive: true })
  writeFileSync(path.join(folder, migration, 'migration.sql'), sql)
}
