import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '@/process/postgres/migrate'
import { readOrCreateSecrets } from '@/process/secrets'
import { pool } from '@/server/database/db'
import { beginEpoch } from '@/server/database/epoch'
import { databaseUrl } from '@/server/database/impatient-client'
import { emptyDatabase } from '@/tests/database'
import { createCast, createConversation, vera } from '@/tests/factories'
import { readArchive, textOf, writeArchive } from './archive'
import { backUp } from './backup'
import { restore } from './restore'

/** Characters with a meaning for COPY, tar or a terminal. */
const words = ['a\tb\nc\rd', '\\. \\N \\x41', '', 'Привет, 日本語 😀', "'); DROP TABLE users; --"].filter(
  Boolean,
)
const target = `${new URL(databaseUrl()).pathname.slice(1)}_restored`
const targetUrl = databaseUrl().replace(/[^/]+$/, target)
let folder: string
let file: string
let before: Map<string, string[]>

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-backup-'))
  file = path.join(folder, 'full.tar.gz')
  await emptyDatabase()
  await createCast()
  await createConversation({ messages: words.map((text) => [vera, text]) })
  await readOrCreateSecrets()
  await pool.query(
    `INSERT INTO server_process (id, realtime, place, pid, host) VALUES ($1, 'embedded', 'elsewhere', 1, 'elsewhere')`,
    [crypto.randomUUID()],
  )
  await pool.query(
    `INSERT INTO rate_limit_window SELECT 'key ' || n, n, now() FROM generate_series(1, 3000) n`,
  )
  await pool.query(`SELECT graphile_worker.add_job('a_kind_of_job')`)
  await backUp(databaseUrl(), file)
  before = await dump(databaseUrl())
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await pool.query('DELETE FROM graphile_worker._private_jobs')
})

describe('a backup', () => {
  it('is readable only by its owner, and never partially written', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const broken = path.join(folder, 'broken.tar.gz')
    const failing = writeArchive(broken, async (add) => {
      await add('a', Buffer.alloc(1_000_000, 'x'))
      throw new Error('the database went away')
    })
    await expect(failing).rejects.toThrow('the database went away')
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([])
  })

  it('never overwrites another', async () => {
    const bytes = readFileSync(file)
    await expect(backUp(databaseUrl(), file)).rejects.toThrow(`${file} already exists`)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('is a consistent snapshot despite concurrent writes', async () => {
    const moment = path.join(folder, 'moment.tar.gz')
    const writing = setInterval(() => {
      void pool.query('INSERT INTO rate_limit_window VALUES ($1, 1, now())', [crypto.randomUUID()])
      void beginEpoch()
    }, 1)
    await backUp(databaseUrl(), moment)
    clearInterval(writing)
    await createTarget()
    await restore(targetUrl, moment)
  })

  it('is refused on a database where Porchlight has never run', async () => {
    await createTarget()
    await expect(backUp(targetUrl, path.join(folder, 'none.tar.gz'))).rejects.toThrow('nothing to back up')
  })
})

describe('a restored database', () => {
  beforeEach(createTarget)

  it('equals the original in every table, except for the epoch and running processes', async () => {
    const summary = await restore(targetUrl, file)
    const after = await dump(targetUrl)

    // Every table, including any added after this test was written.
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
    for (const [table, rows] of before) {
      if (table !== 'installation' && table !== 'server_process' && table !== '_prisma_migrations')
        expect(after.get(table), table).toEqual(rows)
    }
    expect(after.get('installation')).not.toEqual(before.get('installation'))
    expect(after.get('server_process')).toEqual([])
    expect(before.get('message')).toHaveLength(words.length)
    expect(summary.rows).toBeGreaterThan(3000)
  })

  it('continues the original’s sequences', async () => {
    await restore(targetUrl, file)
    const next = `SELECT nextval(pg_get_serial_sequence('outbox_event', 'id'))`
    expect(await ask(targetUrl, next)).toEqual(await ask(databaseUrl(), next))
  })

  it('may have been used by a start, and be ahead of the backup', async () => {
    await migrate(targetUrl)
    await ask(targetUrl, `INSERT INTO secret VALUES ('auth', 'made by the start')`)
    await ask(
      targetUrl,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '3000_later', now())`,
    )
    await restore(targetUrl, file)
    expect(await ask(targetUrl, 'SELECT count(*)::int FROM message')).toBe(words.length)
    expect(await ask(targetUrl, `SELECT value FROM secret WHERE name = 'auth'`)).not.toBe('made by the start')
  })

  it('has none of the original’s jobs, whether fresh or used by a start, and can be started on', async () => {
    for (const isStartedOn of [false, true]) {
      await createTarget()
      if (isStartedOn) await migrate(targetUrl)
      await restore(targetUrl, file)
      await migrate(targetUrl)
      expect(await ask(targetUrl, 'SELECT count(*)::int FROM graphile_worker.jobs')).toBe(0)
    }
    for await (const entry of readArchive(file)) expect(await textOf(entry)).not.toContain('a_kind_of_job')
  })

  it('has no secrets and no sessions if the backup omits them', async () => {
    const without = path.join(folder, 'without.tar.gz')
    await backUp(databaseUrl(), without, { withSecrets: false })
    const { auth } = await readOrCreateSecrets()
    for await (const entry of readArchive(without)) expect(await textOf(entry)).not.toContain(auth)
    await restore(targetUrl, without)
    expect(await ask(targetUrl, 'SELECT count(*)::int FROM secret')).toBe(0)
    expect(await ask(targetUrl, 'SELECT count(*)::int FROM message')).toBe(words.length)
  })
})

describe('a restore refuses, without leaving rows,', () => {
  beforeEach(createTarget)

  it('a database that is not empty', async () => {
    await restore(targetUrl, file)
    await expect(restore(targetUrl, file)).rejects.toThrow(/The database is not empty \(\w+ has rows\)/)
    expect(await ask(targetUrl, 'SELECT count(*)::int FROM message')).toBe(words.length)
  })

  it('a database of another program', async () => {
    await ask(targetUrl, 'CREATE TABLE lamp (id int)')
    await expect(restore(targetUrl, file)).rejects.toThrow('tables of another program')
  })

  it('a database that Porchlight is using', async () => {
    await migrate(targetUrl)
    const client = new pg.Client({ connectionString: targetUrl })
    await client.connect()
    await client.query(
      `INSERT INTO server_process (id, realtime, place, pid, host) VALUES (gen_random_uuid(), 'embedded', 'far', 7, 'shop')`,
    )
    const beating = setInterval(() => void client.query('UPDATE server_process SET beat = beat + 1'), 200)
    await expect(restore(targetUrl, file)).rejects.toThrow(/Stop Porchlight first: .*process 7 on shop/)
    clearInterval(beating)
    await client.end()
  })

  it.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['changed in one byte', (bytes: Buffer) => flip(bytes, Math.floor(bytes.length / 2))],
    ['not a backup', () => Buffer.from('hello')],
    ['empty', () => Buffer.alloc(0)],
  ])('a file that is %s', async (_, damage) => {
    const damaged = path.join(folder, 'damaged.tar.gz')
    writeFileSync(damaged, damage(readFileSync(file)))
    await expect(restore(targetUrl, damaged)).rejects.toThrow(/backup/)
    await expectNoRow()
  })

  it('a folder', async () => {
    await expect(restore(targetUrl, folder)).rejects.toThrow(/is a folder: name a backup file/)
    await expectNoRow()
  })

  it.each([
    ['a row is missing', 'tables/message/000001', (text: string) => text.replace(/^.*\n/, '')],
    ['a table is missing', 'tables/rate_limit_window/000001', () => null],
    ['the manifest is missing', 'manifest.json', () => null],
    ['the format is unknown', 'backup.json', (text: string) => text.replace('"format": 1', '"format": 2')],
    ['a migration is unknown', 'backup.json', (text: string) => text.replace('_init"', '_later"')],
    [
      'a table is not ours',
      'backup.json',
      (text: string) => text.replace('"name": "message"', '"name": "pg_authid"'),
    ],
  ])('a backup in which %s', async (_, name, change) => {
    const forged = path.join(folder, `${crypto.randomUUID()}.tar.gz`)
    await writeArchive(forged, async (add) => {
      for await (const entry of readArchive(file)) {
        const text = await textOf(entry)
        const changed = entry.name === name ? change(text) : text
        if (changed !== null) await add(entry.name, Buffer.from(changed))
      }
    })
    await expect(restore(targetUrl, forged)).rejects.toThrow(/backup/i)
    await expectNoRow()
  })
})

async function createTarget(): Promise<void> {
  await pool.query(`DROP DATABASE IF EXISTS ${target} WITH (FORCE)`)
  await pool.query(`CREATE DATABASE ${target}`)
  onTestFinished(async () => void (await pool.query(`DROP DATABASE IF EXISTS ${target} WITH (FORCE)`)))
}

async function expectNoRow(): Promise<void> {
  const tables = await dump(targetUrl)
  for (const table of ['users', 'message', 'conversation']) expect(tables.get(table) ?? []).toEqual([])
  expect(await restore(targetUrl, file)).toMatchObject({ tables: expect.any(Number) })
}

async function dump(url: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  )
  const found = new Map<string, string[]>()
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT row::text AS line FROM "${name}" AS row ORDER BY 1`)
    found.set(
      name,
      rows.map(({ line }) => line),
    )
  }
  await client.end()
  return found
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows[0]?.[0]
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
