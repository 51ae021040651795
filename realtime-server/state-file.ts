import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { AppSnapshot } from './core/snapshot'

/** The state that one process hands to the next. */
type State = { version: number; takenAt: number; apps: AppSnapshot[] }

/** Increases with every change of the file's form. Files of other versions are not read. */
const VERSION = 2

/** Older state, in milliseconds, is of no use to clients. Persisted history survives a night without a server. */
const MAX_AGE_MS = 24 * 60 * 60_000

/** How far the clock may have been set back since the file was written, in milliseconds. */
const MAX_SKEW_MS = 60_000

/** Larger files, in bytes, cannot be state files: somewhat more than the most that is written. */
const MAX_SIZE = 512 * 1024 * 1024

/**
 * Reads the state of an earlier process and deletes the file first: read twice, it would resurrect state that is outdated
 * after a crash in between. Without a file there is no state.
 *
 * @throws Error for an unusable file: of another version or time, or not a state file
 */
export function takeState(file: string, now: number): AppSnapshot[] {
  if (!existsSync(file)) return []
  const bytes = statSync(file).size <= MAX_SIZE ? readFileSync(file) : null
  rmSync(file)
  if (bytes === null) throw new Error('it is too large for a state file')

  const { version, takenAt, apps } = deserialize(bytes) as State
  if (version !== VERSION) throw new Error('it was written by another version')
  if (now - takenAt > MAX_AGE_MS || takenAt - now > MAX_SKEW_MS)
    throw new Error('it is too old, or from the future')
  return apps
}

/** Writes the state for the next process, atomically and readable only by this user. */
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

/** Makes the file's name survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
