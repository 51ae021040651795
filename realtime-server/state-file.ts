import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { AppSnapshot } from './core/snapshot'

/** What one process leaves to the next. */
type State = { version: number; takenAt: number; apps: AppSnapshot[] }

/** Changes with the form of what is in the file. What another version has left is not read. */
const VERSION = 2

/** What is older, in milliseconds, helps no client any more. Persisted history outlives a night without a server. */
const MAX_AGE_MS = 24 * 60 * 60_000

/** How far ahead of ours the clock may have been, in milliseconds. */
const MAX_SKEW_MS = 60_000

/** Beyond it a file is not ours, in bytes: somewhat more than anything that is written. */
const MAX_SIZE = 512 * 1024 * 1024

/**
 * Reads what an earlier process has left and deletes it first: state that is read twice would resurrect what a crash in
 * between has made untrue. Without a file there is nothing.
 *
 * @throws Error for a file that cannot be used: of another version, of another time, not ours at all
 */
export function takeState(file: string, now: number): AppSnapshot[] {
  if (!existsSync(file)) return []
  const bytes = statSync(file).size <= MAX_SIZE ? readFileSync(file) : null
  rmSync(file)
  if (bytes === null) throw new Error('it is larger than anything that we write')

  const { version, takenAt, apps } = deserialize(bytes) as State
  if (version !== VERSION) throw new Error('it was written by another version')
  if (now - takenAt > MAX_AGE_MS || takenAt - now > MAX_SKEW_MS) throw new Error('it is of another time')
  return apps
}

/** Leaves state for the next process: all of it or none, readable for this user alone. */
export async function leaveState(file: string, apps: AppSnapshot[], takenAt: number): Promise<void> {
  const draft = `${file}.${process.pid}`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(serialize({ version: VERSION, takenAt, apps } satisfies State))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  await syncFolder(path.dirname(file))
}

/** So that the name survives a power cut, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
