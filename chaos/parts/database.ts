import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresBinaries, postgresBinaries } from '@/process/postgres-binaries'
import { createCluster, POSTGRES_USER, startServer } from '@/process/postgres-cluster'
import { runningPostgres } from '@/process/postgres-process'

const START_TRIES = 100
const BETWEEN_TRIES_MS = 100
const PASSWORD = 'only-for-this-run'
const NAME = 'porchlight'

/** A PostgreSQL of the run's own, with all its safety on, which may be killed and frozen. */
export class Database {
  readonly #cluster: string
  readonly #binaries: PostgresBinaries = postgresBinaries()
  #port = 0
  kills = 0

  constructor(folder: string) {
    this.#cluster = path.join(folder, 'postgres')
  }

  get url(): string {
    return this.#address(NAME)
  }

  /** Makes the cluster and the database when they are missing, and serves. */
  async start(): Promise<void> {
    await createCluster(this.#binaries, this.#cluster, PASSWORD)
    await this.#serve()
    const client = new pg.Client({ connectionString: this.#address(POSTGRES_USER) })
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`)
    await client.end()
  }

  /** Kills the server with all its processes, waits a moment, and starts it again: it replays its log. */
  async crash(downMs: number): Promise<void> {
    this.kills += 1
    this.#signal('SIGKILL')
    await sleep(downMs)
    await this.#serve()
  }

  /** From now on it hangs: connections stay, answers do not come. */
  pause(): void {
    this.#signal('SIGSTOP')
  }

  /** It goes on where it was. */
  resume(): void {
    this.#signal('SIGCONT')
  }

  async query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url })
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  /** Ends it at once; what it holds is thrown away with its folder. */
  destroy(): void {
    this.#signal('SIGKILL')
  }

  /** Whoever was killed a moment ago may still hold the cluster. */
  async #serve(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#port = (await startServer(this.#binaries, this.#cluster, false)).port
        return
      } catch (error) {
        if (tries === START_TRIES) throw error
        await sleep(BETWEEN_TRIES_MS)
      }
    }
  }

  #signal(signal: NodeJS.Signals): void {
    const server = runningPostgres(this.#cluster)
    if (server === null) return
    for (const pid of [server.pid, ...childrenOf(server.pid)]) {
      try {
        process.kill(pid, signal)
      } catch {
        // It ended a moment ago.
      }
    }
  }

  #address(name: string): string {
    return `postgresql://${POSTGRES_USER}:${PASSWORD}@127.0.0.1:${this.#port}/${name}`
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
