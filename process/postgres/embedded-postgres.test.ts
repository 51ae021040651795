import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { bundleForChildren } from '@/tests/bundle-for-children'
import { startEmbeddedPostgres } from './embedded-postgres'
import { runningPostgres } from './postgres-process'

const patience = { timeout: 30_000, interval: 20 }
/** The namespaces of a container that matter to PostgreSQL. */
const UNSHARE = ['unshare', '--pid', '--fork', '--mount-proc', '--ipc', '--kill-child']
let folder: string
/** The module under test, for child processes. */
let bundled: string
const cluster = () => path.join(folder, 'postgres')

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'porchlight-postgres-'))
  bundled = await bundleForChildren('process/postgres/embedded-postgres.ts')
})

afterAll(() => {
  const server = runningPostgres(cluster())
  if (server) process.kill(server.pid, 'SIGQUIT')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('an empty folder', () => {
  it('gets one server, even if many processes start at once', async () => {
    const [first, second, third] = await Promise.all([start(), start(), start()])
    expect(new Set([first.url, second.url, third.url]).size).toBe(1)
    expect(await ask(first.url, `SELECT current_setting('fsync')`)).toBe('on')
    await ask(first.url, 'CREATE TABLE lamp AS SELECT 1 AS light')

    await first.stop()
    await second.stop()
    expect(await ask(third.url, 'SELECT light FROM lamp')).toBe(1)

    await third.stop()
    expect(runningPostgres(cluster())).toBeNull()
    expect(readdirSync(folder).sort()).toEqual(['postgres', 'secrets'])
  })

  it('requires the password, and lets no other user read it', async () => {
    const postgres = await start()
    const url = new URL(postgres.url)
    url.password = 'guess'
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    expect(statSync(path.join(folder, 'secrets', 'postgres-password')).mode & 0o777).toBe(0o600)
    expect(statSync(cluster()).mode & 0o077).toBe(0)
    await postgres.stop()
  })
})

describe('a folder with a past', () => {
  beforeEach(() => expect(runningPostgres(cluster())).toBeNull())

  it('still has its data', async () => {
    const postgres = await start()
    expect(postgres.adopted).toBe(false)
    expect(await ask(postgres.url, 'SELECT light FROM lamp')).toBe(1)
    await postgres.stop()
  })

  it('is taken over with its server after the owner was killed', async () => {
    const owner = spawn(process.execPath, ['--input-type=module', '-e', ownerScript()])
    const [line] = await once(owner.stdout, 'data')
    owner.kill('SIGKILL')
    await once(owner, 'exit')

    const postgres = await start()
    expect(postgres.adopted).toBe(true)
    expect(postgres.url).toBe(line.toString().trim())
    await postgres.stop()
    expect(runningPostgres(cluster())).toBeNull()
  })

  it.each(['SIGKILL', 'SIGQUIT'])('restarts the server at the same address after %s', async (signal) => {
    const postgres = await start()
    killServer(signal)
    await expect
      .poll(() => ask(postgres.url, 'SELECT light FROM lamp').catch(() => 'down'), patience)
      .toBe('down')
    await expect.poll(() => ask(postgres.url, 'SELECT light FROM lamp').catch(() => 'down'), patience).toBe(1)
    await postgres.stop()
    expect(runningPostgres(cluster())).toBeNull()
  })

  it('keeps one address when a new process restarts a server that died', async () => {
    const postgres = await start()
    killServer('SIGKILL')
    const newcomer = await start()
    expect(newcomer.url).toBe(postgres.url)
    // The first process must have reconnected before it can leave.
    await postgres.stop()
    expect(await ask(newcomer.url, 'SELECT light FROM lamp')).toBe(1)
    await newcomer.stop()
    expect(runningPostgres(cluster())).toBeNull()
  })

  it('stays down if it is stopped while the server is dead', async () => {
    const postgres = await start()
    killServer('SIGQUIT')
    await postgres.stop()
    await expect.poll(() => runningPostgres(cluster()), patience).toBeNull()
  })

  it('starts even if its process id now belongs to another program', async () => {
    const note = [process.pid, cluster(), Date.now(), 5432, '', '127.0.0.1', '', 'ready', ''].join('\n')
    writeFileSync(path.join(cluster(), 'postmaster.pid'), note)
    const postgres = await start()
    expect(postgres.adopted).toBe(false)
    await postgres.stop()
  })
})

describe('a folder in use by a process that this one cannot see', () => {
  const cannotUnshare = spawnSync('unshare', [...UNSHARE.slice(1), 'true']).status !== 0
  const why = 'this system does not allow namespaces'

  it('is refused with advice, and left untouched', async ({ skip }) => {
    skip(cannotUnshare, why)
    const elsewhere = await startElsewhere()
    const note = readFileSync(path.join(cluster(), 'postmaster.pid'), 'utf8')
    const waited = vi.fn()

    const starting = startEmbeddedPostgres({ folder, handOverMs: 4_000, say: waited })
    await expect(starting).rejects.toThrow(
      /Another Porchlight uses DATA_DIR .*another container.*stop the other/,
    )

    expect(waited).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(folder))
    expect(readFileSync(path.join(cluster(), 'postmaster.pid'), 'utf8')).toBe(note)
    expect(await ask(elsewhere.url, 'SELECT light FROM lamp')).toBe(1)
    await elsewhere.end()
  })

  it('is refused even if all but its PostgreSQL was killed or is paused', async ({ skip }) => {
    skip(cannotUnshare, why)
    const here = await start()
    const server = runningPostgres(cluster())
    for (const signal of ['SIGSTOP', 'SIGCONT'] as const) {
      process.kill(server?.pid ?? Number.NaN, signal)
      rmSync(path.join(cluster(), 'porchlight.heartbeat'), { force: true })
      await expect(startElsewhere({ handOverMs: 500 })).rejects.toThrow('Another Porchlight uses DATA_DIR')
    }
    expect(await ask(here.url, 'SELECT light FROM lamp')).toBe(1)
    await here.stop()
  })

  it('is taken over as soon as the other one stops', async ({ skip }) => {
    skip(cannotUnshare, why)
    const elsewhere = await startElsewhere()
    const starting = start()
    await elsewhere.end()
    const postgres = await starting
    expect(await ask(postgres.url, 'SELECT light FROM lamp')).toBe(1)
    await postgres.stop()
  })

  it('is refused while a heartbeat advances, and taken over once it stops', async () => {
    const file = path.join(cluster(), 'porchlight.heartbeat')
    let count = 0
    const beat = () => writeFileSync(file, `${String(++count).padStart(15, '0')} another machine\n`)
    beat()
    const timer = setInterval(beat, 100)
    onTestFinished(() => clearInterval(timer))
    await expect(startEmbeddedPostgres({ folder, handOverMs: 200 })).rejects.toThrow(
      'Another Porchlight uses',
    )
    expect(runningPostgres(cluster())).toBeNull()
    clearInterval(timer)
    const postgres = await start()
    expect(await ask(postgres.url, 'SELECT light FROM lamp')).toBe(1)
    await postgres.stop()
    expect(existsSync(file)).toBe(false)
  })
})

it('accepts a folder with shell metacharacters in its name', async () => {
  const odd = path.join(folder, 'with $HOME, `id`, "quotes", \'others\', \\ and ü')
  const postgres = await startEmbeddedPostgres({ folder: odd })
  expect(await ask(postgres.url, 'SELECT 1')).toBe(1)
  await postgres.stop()
  expect(runningPostgres(path.join(odd, 'postgres'))).toBeNull()
})

it('reports a lost password', async () => {
  const file = path.join(folder, 'secrets', 'postgres-password')
  const password = readFileSync(file)
  rmSync(file)
  await expect(start()).rejects.toThrow(`${file} is not the password of its database`)
  writeFileSync(file, password)
  const postgres = await start()
  await postgres.stop()
})

it('reports what is wrong with a broken cluster', async () => {
  const broken = path.join(folder, 'broken')
  mkdirSync(path.join(broken, 'postgres'), { recursive: true, mode: 0o700 })
  writeFileSync(path.join(broken, 'postgres', 'PG_VERSION'), '18')
  await expect(startEmbeddedPostgres({ folder: broken, timeoutMs: 100 })).rejects.toThrow(
    /PostgreSQL stopped immediately:\n.*postgresql\.conf/s,
  )
})

it('refuses a cluster of another PostgreSQL version at once, with migration instructions', async () => {
  const old = path.join(folder, 'old')
  mkdirSync(path.join(old, 'postgres'), { recursive: true })
  writeFileSync(path.join(old, 'postgres', 'PG_VERSION'), '17\n')
  await expect(startEmbeddedPostgres({ folder: old })).rejects.toThrow(
    /created by PostgreSQL 17, .* includes PostgreSQL 18: run `npm run backup` .* `npm run restore`/,
  )
})

function start() {
  return startEmbeddedPostgres({ folder })
}

/** A process in its own namespaces, like a container, that uses the same folder. */
async function startElsewhere(options: { handOverMs?: number } = {}) {
  const [command = '', ...args] = UNSHARE
  const script = `${ownerScript(options)}
    process.stdin.once('data', () => postgres.stop().then(() => process.exit(0)))`
  const child = spawn(command, [...args, process.execPath, '--input-type=module', '-e', script])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  await vi.waitFor(
    () => {
      if (child.exitCode !== null) return
      expect(output).toContain('postgresql://')
    },
    { timeout: 30_000, interval: 50 },
  )
  if (child.exitCode !== null) throw new Error(output)
  return {
    url: /postgresql:\S+/.exec(output)?.[0] ?? '',
    async end() {
      child.stdin.write('end')
      await once(child, 'exit')
    },
  }
}

function killServer(signal: string): void {
  process.kill(runningPostgres(cluster())?.pid ?? Number.NaN, signal)
}

function ownerScript(options: { handOverMs?: number } = {}): string {
  return `const { startEmbeddedPostgres } = await import(${JSON.stringify(bundled)})
    const postgres = await startEmbeddedPostgres(${JSON.stringify({ folder, ...options })})
    console.log(postgres.url)`
}

async function ask(connectionString: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}
