import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { thisPlace } from './place'
import { removeStaleNote } from './postgres-process'

const BEAT_MS = 500

/** A heartbeat that stands still for so long is of somebody who is gone. */
const SILENT_MS = 3_000
const LOOK_MS = 100

/** The time, which only has to change. Of one length, so that it can be written over the last one: a full disk allows that. */
const STAMP_LENGTH = 15

/** Somebody whom we cannot see runs PostgreSQL on this folder. */
export class ClusterInUseError extends Error {
  override readonly name = 'ClusterInUseError'
}

/** The right to start PostgreSQL on a cluster. */
export type Claim = {
  /** To be inherited by the server, which then holds the lock for as long as any of its processes lives. */
  lock: number | null
  /** Gives up our own part of the lock, once the server runs or has failed to. */
  release: () => void
}

/** What shows other places that the cluster is in use. */
export type Heartbeat = {
  /** @param options.forget whether the server has stopped, so that the next start need not watch for seconds */
  stop: (options: { forget: boolean }) => void
}

/**
 * Makes sure that no PostgreSQL runs on the cluster that this process cannot see, for which PostgreSQL itself relies on process
 * ids and shared memory, which mean nothing across containers. Two guards, because neither sees everything:
 *
 * - A lock of the kernel on a file, inherited by the server: holds across all namespaces of one kernel, whatever was
 *   killed or is paused. Linux only, where the program `flock` is.
 * - A heartbeat in a file, by the processes that use the server: seen from another machine, too.
 *
 * Then removes PostgreSQL's own note where the process id in it belongs to an unrelated program of this place.
 *
 * @throws ClusterInUseError when there is one, or another process of this place is starting one
 */
export async function claimCluster(cluster: string): Promise<Claim> {
  const lock = await takeLock(path.join(cluster, 'porchlight.lock'))
  const release = () => {
    if (lock !== null) closeSync(lock)
  }
  try {
    if (await strangerBeats(cluster)) throw new ClusterInUseError()
    removeStaleNote(cluster)
    write(beatFile(cluster))
    return { lock, release }
  } catch (error) {
    release()
    throw error
  }
}

/** The open file that has the lock, or null where there is no such lock to be had. Node cannot lock; `flock` does it for us. */
async function takeLock(file: string): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const descriptor = openSync(file, 'a', 0o600)
  chmodSync(file, 0o600)
  const code = await runFlock(descriptor)
  if (code === 0) return descriptor
  closeSync(descriptor)
  if (code === 1) throw new ClusterInUseError()
  return null
}

/** 1: somebody else has it. Other codes: this system or this file system has no such locks. */
async function runFlock(descriptor: number): Promise<number> {
  const child = spawn('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] })
  try {
    const [code] = await once(child, 'close')
    return code ?? -1
  } catch {
    return -1
  }
}

async function strangerBeats(cluster: string): Promise<boolean> {
  const before = readBeat(cluster)
  if (before === null || before.place === thisPlace()) return false
  const giveUpAt = performance.now() + SILENT_MS
  while (performance.now() < giveUpAt) {
    await sleep(LOOK_MS)
    const now = readBeat(cluster)
    if (now === null) return false
    if (now.stamp !== before.stamp || now.place !== before.place) return true
  }
  return false
}

/**
 * Beats for the cluster's server from now on, together with the other processes of this place that use it.
 *
 * @param onReplaced somebody in another place took the cluster over, because we had not beaten for seconds. Our server must
 *   end at once
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
      // The folder is away or cannot be written: so it is for everybody else, and the lock still holds.
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
