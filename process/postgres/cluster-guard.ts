import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { thisPlace } from './place'
import { removeStalePidFile } from './postgres-process'

const BEAT_MS = 500

/** A heartbeat that does not change for this long belongs to a process that is gone. */
const SILENT_MS = 3_000
const POLL_MS = 100

/** The stamp is the time, but only has to change. Its length is fixed so that it can be overwritten even on a full disk. */
const STAMP_LENGTH = 15

/** A process that we cannot see runs PostgreSQL on this folder. */
export class ClusterInUseError extends Error {
  override readonly name = 'ClusterInUseError'
}

/** The right to start PostgreSQL on a cluster. */
export type Claim = {
  /** Inherited by the server, which then holds the lock for as long as any of its processes lives. */
  lock: number | null
  /** Releases our own share of the lock, once the server has started or failed to. */
  release: () => void
}

/** Shows processes in other places that the cluster is in use. */
export type Heartbeat = {
  /** @param options.forget set if the server has stopped, so that the next start need not watch the heartbeat for seconds */
  stop: (options: { forget: boolean }) => void
}

/**
 * Ensures that no PostgreSQL which this process cannot see runs on the cluster. PostgreSQL's own check relies on process ids and
 * shared memory, which mean nothing across containers. Two guards, because neither covers everything:
 *
 * - A kernel lock on a file, inherited by the server: works across all namespaces of a kernel, even if processes are killed or
 *   paused. Only on Linux with the `flock` program.
 * - A heartbeat file, written by the processes that use the server: visible from other machines too.
 *
 * Then removes PostgreSQL's PID file if the process id in it belongs to an unrelated program here.
 *
 * @throws ClusterInUseError if there is one, or another process here is starting one
 */
export async function claimCluster(cluster: string): Promise<Claim> {
  const lock = await acquireLock(path.join(cluster, 'porchlight.lock'))
  const release = () => {
    if (lock !== null) closeSync(lock)
  }
  try {
    if (await isBeatingElsewhere(cluster)) throw new ClusterInUseError()
    removeStalePidFile(cluster)
    write(beatFile(cluster))
    return { lock, release }
  } catch (error) {
    release()
    throw error
  }
}

/** The open file that holds the lock; `null` if such locks are unavailable. Node.js cannot lock files, so `flock` does. */
async function acquireLock(file: string): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const descriptor = openSync(file, 'a', 0o600)
  chmodSync(file, 0o600)
  const code = await runFlock(descriptor)
  if (code === 0) return descriptor
  closeSync(descriptor)
  if (code === 1) throw new ClusterInUseError()
  return null
}

/** Exit code 1: another process holds it. Other codes: the system or the file system does not support such locks. */
async function runFlock(descriptor: number): Promise<number> {
  const child = spawn('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] })
  try {
    const [code] = await once(child, 'close')
    return code ?? -1
  } catch {
    return -1
  }
}

async function isBeatingElsewhere(cluster: string): Promise<boolean> {
  const before = readBeat(cluster)
  if (before === null || before.place === thisPlace()) return false
  const giveUpAt = performance.now() + SILENT_MS
  while (performance.now() < giveUpAt) {
    await sleep(POLL_MS)
    const now = readBeat(cluster)
    if (now === null) return false
    if (now.stamp !== before.stamp || now.place !== before.place) return true
  }
  return false
}

/**
 * Keeps the cluster's heartbeat going, together with the other processes here that use the server.
 *
 * @param onReplaced called if a process elsewhere took over the cluster because our heartbeat was silent for seconds. Our
 *   server must stop at once
 */
export function startHeartbeat(cluster: string, onReplaced: () => void): Heartbeat {
  const file = beatFile(cluster)
  write(file)
  const timer = setInterval(() => {
    const found = readBeat(cluster)
    if (found !== null && found.place !== thisPlace()) {
      clearInterval(timer)
      return onReplaced()
    }
    try {
      write(file)
    } catch {
      // The folder is missing or read-only, for other processes too, and the lock still holds.
    }
  }, BEAT_MS)
  timer.unref()
  return {
    stop({ forget }) {
      clearInterval(timer)
      if (forget) rmSync(file, { force: true })
    },
  }
}

function write(file: string): void {
  const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600)
  try {
    writeSync(descriptor, `${String(Date.now()).padStart(STAMP_LENGTH, '0')} ${thisPlace()}\n`, 0)
  } finally {
    closeSync(descriptor)
  }
}

function readBeat(cluster: string): { stamp: string; place: string } | null {
  try {
    const [line = ''] = readFileSync(beatFile(cluster), 'utf8').split('\n')
    return { stamp: line.slice(0, STAMP_LENGTH), place: line.slice(STAMP_LENGTH + 1) }
  } catch {
    return null
  }
}

function beatFile(cluster: string): string {
  return path.join(cluster, 'porchlight.heartbeat')
}
