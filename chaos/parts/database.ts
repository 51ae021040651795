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

/** A larger disk is not ours to fill. */
const MAX_FILLED_BYTES = 1024 ** 3
const FILLER_BYTES = 1024 ** 2

/** How long a server takes to exit after it panicked on a full disk. */
const AFTER_FULL_DISK_MS = 1_000

/** A PostgreSQL of the run's own, with full durability, that can be killed, paused and starved of disk space. */
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

  /** Starts the server, creating cluster and database if they are missing. */
  async start(): Promise<void> {
    await createCluster(this.#binaries, this.#cluster, PASSWORD)
    await this.#serve()
    const client = new pg.Client({ connectionString: this.#address(POSTGRES_USER) })
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`)
    await client.end()
  }

  /** Kills the server with all its processes, waits, and restarts it: it replays its WAL. */
  async crash(downMs: number): Promise<void> {
    this.kills += 1
    this.#signal('SIGKILL')
    await sleep(downMs)
    await this.#serve()
  }

  /** Pauses the server: connections stay open, responses stop. */
  pause(): void {
    this.hangs += 1
    this.#signal('SIGSTOP')
  }

  /** Resumes the server. */
  resume(): void {
    this.#signal('SIGCONT')
  }

  /**
   * Fills the disk.
   *
   * @throws Error for a disk that is large enough to be shared
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

  /** Frees the disk, and restarts the server if it has exited. */
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

  /** Ends the server at once; its data is deleted with its folder. */
  destroy(): void {
    this.#signal('SIGKILL')
  }

  /** Retries: a process killed a moment ago may still lock the cluster. */
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
        // It has exited already.
      }
    }
  }

  #address(name: string): string {
    return `postgresql://${POSTGRES_USER}:${PASSWORD}@127.0.0.1:${this.#port}/${name}`
  }
}

/** Writes that many bytes. False when the disk is full. */
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
