import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databaseUrl } from './database/impatient-client'
import { requireWritable } from './health'

let client: pg.Client
beforeEach(async () => {
  client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
})
afterEach(() => client.end())

const ask = () => requireWritable((statements) => client.query(statements))

it('accepts a database that can write, and leaves nothing behind', async () => {
  await ask()
  const { rows } = await client.query('SHOW work_mem')
  expect(rows).not.toEqual([{ work_mem: '64kB' }])
})

it('detects one that has no space to write', async () => {
  await client.query("SET temp_file_limit = '256kB'")
  await expect(ask()).rejects.toMatchObject({ code: '53400' })
})

it('detects one that is read-only', async () => {
  await client.query('SET default_transaction_read_only = on')
  await expect(ask()).rejects.toThrow('is read-only')
})
