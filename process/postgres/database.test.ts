import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { StartUpError } from '@/process/start-up-error'
import { pool } from '@/server/database/db'
import { databaseUrl } from '@/server/database/impatient-client'
import { env } from '@/server/settings/env'
import { migrateDatabase, prepareDatabase } from './database'

const FATAL = { S: 'FATAL', V: 'FATAL', C: '57P03', M: 'the database system is starting up' }

it('waits for a server that is starting', async () => {
  const url = await startingServer({ refusals: 3 })
  // The connection succeeded: the tests' database runs without fsync.
  await expect(prepareDatabase({ ...env(), DATABASE_URL: url })).rejects.toThrow('turn on fsync')
})

it('does not wait for a server that does not exist', async () => {
  const url = databaseUrl().replace(/:\d+\//, ':1/')
  await expect(prepareDatabase({ ...env(), DATABASE_URL: url })).rejects.toThrow('ECONNREFUSED')
})

describe('a database that would corrupt or lose data', () => {
  const name = `${new URL(databaseUrl()).pathname.slice(1)}_odd`
  const role = `odd_${process.pid}_${process.env.VITEST_POOL_ID}`
  const url = new URL(databaseUrl().replace(/[^/]+$/, name))
  url.username = role
  url.password = 'a-l4mp'

  it.each([
    ['LATIN1', '', /encoded in LATIN1.*ENCODING 'UTF8'/],
    ['SQL_ASCII', '', /encoded in SQL_ASCII.*ENCODING 'UTF8'/],
    [
      'UTF8',
      `ALTER ROLE ${role} SET search_path = chat`,
      /has no schema.*GRANT CREATE, USAGE ON SCHEMA public/,
    ],
    ['UTF8', `CREATE SCHEMA ${role} AUTHORIZATION ${role}`, /uses the schema odd_.*search_path = public/],
    [
      'UTF8',
      `ALTER ROLE ${role} SET default_transaction_read_only = on`,
      /is read-only.*set DATABASE_URL to the primary/,
    ],
    [
      'UTF8',
      `ALTER ROLE ${role} SET DateStyle = 'German'`,
      /sets DateStyle to German.*ALTER ROLE .* SET DateStyle = 'ISO'/,
    ],
    ['UTF8', `ALTER ROLE ${role} SET default_transaction_isolation = serializable`, /needs read committed/],
    ['UTF8', `REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`, /permission denied.*grant it/],
    [
      'UTF8',
      `ALTER ROLE ${role} PASSWORD 'another'`,
      /authentication failed.*check the user and the password/,
    ],
    ['UTF8', `ALTER ROLE ${role} NOLOGIN`, /not permitted to log in.*check the user/],
    ['UTF8', `ALTER ROLE ${role} CONNECTION LIMIT 0`, /too many connections.*max_connections/],
    // The connection succeeded: the tests' server runs without fsync.
    [
      'UTF8',
      `ALTER ROLE ${role} SET statement_timeout = 1; ALTER ROLE ${role} SET idle_session_timeout = 60000`,
      /turn on fsync/,
    ],
  ])('is refused in one sentence: %s, %s', async (encoding, change, sentence) => {
    await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'a-l4mp'`)
    await pool.query(
      `CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
    )
    onTestFinished(async () => {
      await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await pool.query(`DROP ROLE ${role}`)
    })
    const inside = new pg.Client({ connectionString: databaseUrl().replace(/[^/]+$/, name) })
    await inside.connect()
    if (change !== '') await inside.query(change)
    await inside.end()
    await expectRefusal(url.href, sentence)
  })

  it('is refused if it does not exist', async () => {
    const none = databaseUrl().replace(/[^/]+$/, 'nowhere')
    await expectRefusal(none, /"nowhere" does not exist; create it with CREATE DATABASE/)
    await expectRefusal(`${databaseUrl()}?sslmode=require`, /does not support SSL.*remove sslmode/)
    const host = databaseUrl().replace('127.0.0.1', 'no-such-host.invalid')
    await expectRefusal(host, /check the host in DATABASE_URL/)
    await expectRefusal('postgresql://u:a-l4mp@/db?host=/no/socket', /no\/socket.*check the host/)
  })

  it('reports which privilege a role lacks to migrate', async () => {
    await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'a-l4mp'`)
    await pool.query(`CREATE DATABASE ${name}`)
    onTestFinished(async () => {
      await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await pool.query(`DROP ROLE ${role}`)
    })
    await expect(migrateDatabase({ url: url.href })).rejects.toThrow(
      /permission denied for schema public; run GRANT CREATE, USAGE ON SCHEMA public/,
    )
  })
})

describe('PgBouncer, if installed,', () => {
  const cannot = spawnSync('pgbouncer', ['--version']).status !== 0

  it.skipIf(cannot).each([
    ['session', '', /ignore_startup_parameters = options,statement_timeout/],
    ['session', 'options,statement_timeout', /turn on fsync/],
    ['transaction', 'options,statement_timeout', /a pooler in transaction mode.*session/],
  ])('in %s mode that ignores "%s" gets the right sentence', async (mode, ignored, sentence) => {
    await expectRefusal(await startPooler(mode, ignored), sentence)
  })
})

async function expectRefusal(url: string, sentence: RegExp): Promise<void> {
  const error = await prepareDatabase({ ...env(), DATABASE_URL: url }).then(
    () => new Error('it was accepted'),
    (refusal) => refusal,
  )
  expect(error).toBeInstanceOf(StartUpError)
  expect(error.message).toMatch(sentence)
  expect(error.message).not.toMatch(/\n|a-l4mp/)
  expect(error.message).not.toContain(new URL(databaseUrl()).password)
}

/** Starts PgBouncer in front of the tests' server. Returns its address. */
async function startPooler(mode: string, ignored: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl())
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-pooler-'))
  chmodSync(folder, 0o755)
  const own = await freePort()
  writeFileSync(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
${ignored && `ignore_startup_parameters = ${ignored}`}
`,
  )
  const isRoot = process.getuid?.() === 0
  const child = spawn(
    'pgbouncer',
    [...(isRoot ? ['-u', 'nobody'] : []), path.join(folder, 'pgbouncer.ini')],
    {
      stdio: 'ignore',
    },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  await vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const probe = connect(own, '127.0.0.1', () => resolve(void probe.destroy())).once('error', reject)
      }),
    { timeout: 10_000 },
  )
  return `postgresql://${username}@127.0.0.1:${own}${pathname}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** The address of a proxy to the tests' server that refuses at first, like PostgreSQL while it replays its log. */
async function startingServer({ refusals }: { refusals: number }): Promise<string> {
  const { hostname, port } = new URL(databaseUrl())
  let refused = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    refused += 1
    if (refused <= refusals) socket.once('data', () => socket.end(errorResponse(FATAL)))
    else socket.pipe(connect(Number(port), hostname)).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(databaseUrl())
  url.port = String((server.address() as AddressInfo).port)
  return url.href
}

/** https://www.postgresql.org/docs/current/protocol-error-fields.html */
function errorResponse(fields: Record<string, string>): Buffer {
  const body = Object.entries(fields)
    .map(([field, value]) => `${field}${value}\0`)
    .join('')
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length + 1)
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(`${body}\0`)])
}
