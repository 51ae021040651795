import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { runningPostgres } from '@/process/postgres/postgres-process'
import { settings } from '@/server/settings/env'
import { freePort } from '@/tests/free-port'
import { TOKEN } from '@/tests/log-scan'
import { copyPreparedData, type Data } from './prepared-data'

const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 20_000

export const admin = { name: 'Ada Lindqvist', email: 'ada@example.com', password: 'a lamp on the porch' }

/** Started products that a failed test may leave behind. */
const running = new Set<Porchlight>()
process.on('exit', () => {
  for (const porchlight of running) porchlight.abandon()
})

/** The built product, run as users run it, with a data folder of its own. */
export class Porchlight {
  readonly port: number
  readonly url: string
  readonly dataFolder: string
  readonly #settings: Record<string, string>
  #process: ChildProcess | null = null
  #output = ''
  readonly #secrets: string[] = []

  constructor(options: { port: number; dataFolder: string; settings: Record<string, string> }) {
    this.port = options.port
    this.url = `http://localhost:${options.port}`
    this.dataFolder = options.dataFolder
    this.#settings = { LOG_LEVEL: 'debug', ...options.settings }
  }

  /** Everything the process has printed so far. */
  get output(): string {
    return this.#output
  }

  /** Starts the process and waits until it is ready. Throws with its output when it fails. */
  async start(): Promise<void> {
    if (!existsSync('dist/main.mjs'))
      throw new Error('There is no build: run `npm test -- e2e` or `npm run build`')
    // Empty counts as unset, and overrides a developer's own `.env`.
    const unset = Object.fromEntries(Object.keys(settings).map((name) => [name, '']))
    const env: NodeJS.ProcessEnv = { ...process.env, ...unset, ...this.#settings, NODE_ENV: 'production' }
    const child = spawn(process.execPath, ['dist/main.mjs'], {
      env: { ...env, PORT: String(this.port), DATA_DIR: this.dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk) => this.#note(chunk))
    child.stderr.on('data', (chunk) => this.#note(chunk))
    this.#process = child
    running.add(this)
    const from = this.#output.length
    const giveUpAt = Date.now() + START_TIMEOUT_MS
    while (!this.#output.slice(from).includes('Porchlight is ready')) {
      const ended = child.exitCode !== null || child.signalCode !== null
      if (ended || Date.now() > giveUpAt)
        throw new Error(`Porchlight did not start:\n${this.#output.slice(from)}`)
      await delay(50)
    }
    await this.#rememberSecrets()
  }

  /** Those of the embedded database: for another one, the test knows its own. */
  async #rememberSecrets(): Promise<void> {
    const url = this.databaseUrl()
    if (url === null) return
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query<{ value: string }>('SELECT value FROM secret')
    await client.end()
    this.#secrets.push(new URL(url).password, ...rows.map(({ value }) => value))
  }

  /** A database in the embedded PostgreSQL while it runs; `null` when it uses another. */
  databaseUrl(name = 'porchlight'): string | null {
    const database = this.#database()
    if (database === null) return null
    const password = readFileSync(path.join(this.dataFolder, 'secrets', 'postgres-password'), 'utf8').trim()
    return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${name}`
  }

  /** Stops the process as a service manager would, or, with SIGKILL, as a power cut would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    const lateBy = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(lateBy)
  }

  /** Kills everything at once, after the tests. */
  abandon(): void {
    this.#process?.kill('SIGKILL')
    this.killDatabase()
    rmSync(this.dataFolder, { recursive: true, force: true })
  }

  /** From now on, a log that contains this password or secret is a failure, too. */
  keepUnwritten(secret: string): void {
    this.#secrets.push(secret)
  }

  /** Throws when the process has printed a token, a password or a generated secret. */
  expectNoSecretWritten(): void {
    if (TOKEN.test(this.#output)) throw new Error('Porchlight wrote a token into its log')
    for (const secret of [...this.#secrets, admin.password]) {
      if (secret !== '' && this.#output.includes(secret))
        throw new Error('Porchlight wrote a secret into its log')
    }
  }

  isDatabaseRunning(): boolean {
    return this.#database() !== null
  }

  /** Kills the embedded database as a crash would. */
  killDatabase(): void {
    const database = this.#database()
    if (database) process.kill(database.pid, 'SIGQUIT')
  }

  #database() {
    return runningPostgres(path.join(this.dataFolder, 'postgres'))
  }

  #note(chunk: Buffer): void {
    this.#output += chunk.toString()
  }
}

/** A Porchlight in a temporary folder of its own, not yet started. By default it is set up, by the admin. */
export async function preparePorchlight(
  settings: Record<string, string> = {},
  { data = 'admin', port }: { data?: Data; port?: number } = {},
): Promise<Porchlight> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'porchlight-'))
  if (data !== 'nothing') await copyPreparedData(data, dataFolder)
  return new Porchlight({ port: port ?? (await freePort()), dataFolder, settings })
}

/** Runs `use` with a running Porchlight of its own, by default set up by the admin, and discards it afterwards. */
export async function withPorchlight(
  use: (porchlight: Porchlight) => Promise<void>,
  ...options: Parameters<typeof preparePorchlight>
): Promise<void> {
  const porchlight = await preparePorchlight(...options)
  await porchlight.start()
  try {
    await use(porchlight)
  } finally {
    await discardPorchlight(porchlight)
  }
}

/** Stops it for good, including a database left behind by a killed process, and deletes its data. */
export async function discardPorchlight(porchlight: Porchlight): Promise<void> {
  await porchlight.stop()
  porchlight.expectNoSecretWritten()
  porchlight.killDatabase()
  running.delete(porchlight)
  await rm(porchlight.dataFolder, { recursive: true, force: true, maxRetries: 5 })
}
