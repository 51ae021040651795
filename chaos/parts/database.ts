import { closeSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresBinaries, postgresBinaries } from '@/process/postgres/binaries'
import { createCluster, POSTGRES_USER, startServer } from '@/process/postgres/cluster'
import { runningPostgres } from '@/process/postgres/postgres-process'

const START_TRIES = 100
const BETWEEN_TRIES_MS = 100
const PASSWORD = 'only-for-this-run'
const NAME = 'porchlight'

/** A disk with more room than this is not ours alone. */
const MAX_FILLED_BYTES = 1024 ** 3
const FILLER_BYTES = 1024 ** 2

/** How long a server that has panicked for want of room takes to end. */
const AFTER_FULL_DISK_MS = 1_000

/** A PostgreSQL of the run's own, with all its safety on, which may be killed and frozen. */
export class Database {
  readonly #cluster: string
  readonly #binaries: PostgresBinaries = postgresBinaries()
  readonly #filler: string
  #port = 0
  kills = 0
  hangs = 0
  fullDisks = 0

  constructor(folder: string) {
    this.#cluster = path.join(folder, 'postgres')
    this.#filler = path.join(folder, 'filler')
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
    this.hangs += 1
    this.#signal('SIGSTOP')
  }

  /** It goes on where it was. */
  resume(): void {
    this.#signal('SIGCONT')
  }

  /**
   * Leaves no room on its disk.
   *
   * @throws Error where that would take room from others
   */
  fillDisk(): void {
    const { bavail, bsize } = statfsSync(this.#cluster)
    const free = bavail * bsize
    if (free > MAX_FILLED_BYTES) throw new Error('TMPDIR is on a disk that is too large to be filled')
    this.fullDisks += 1
    const file = openSync(this.#filler, 'w')
    try {
      for (let chunk = FILLER_BYTES; chunk >= 1; ) if (!fits(file, chunk)) chunk = Math.floor(chunk / 2)
    } finally {
      closeSync(file)
    }
  }

  /** Gives the room back. A server that could not go on without is started again. */
  async freeDisk(): Promise<void> {
    rmSync(this.#filler, { force: true })
    await sleep(AFTER_FULL_DISK_MS)
    if (runningPostgres(this.#cluster) === null) await this.#serve()
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

  /** A process killed a moment ago may still hold the cluster. */
  async #serve(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#port = (await startServer(this.#binaries, this.#cluster, { fast: false, lock: null })).port
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

/** False once there is no room for so many bytes. */
function fits(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
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
