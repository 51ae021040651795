import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The absolute path of the folder with everything this installation must keep: the embedded database and the
 * secrets. `DATA_DIR`, or `.data` in the working directory. Made when missing, closed to other users.
 */
export function dataFolder(): string {
  const folder = path.resolve(process.env.DATA_DIR || '.data')
  makePrivateFolder(folder)
  return folder
}

/** Where the embedded realtime server leaves what it holds when it stops, for the next one to read and delete. */
export function realtimeStateFile(): string {
  return path.join(dataFolder(), 'realtime-state')
}

/** Only the last part is private: what leads there stays as open as the system makes it. */
function makePrivateFolder(folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/**
 * The secret called `name`: 32 random bytes, base64url, made at the first call and the same ever after.
 * Two processes that start together get the same one.
 */
export function readOrCreateSecret(name: string, folder = dataFolder()): string {
  const file = path.join(folder, 'secrets', name)
  makePrivateFolder(folder)
  return readSecret(file) ?? createSecret(file)
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null
    throw error
  }
}

function createSecret(file: string): string {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`
  makePrivateFolder(path.dirname(file))
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  try {
    // A link appears whole or not at all, and fails where another process was first.
    linkSync(draft, file)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const secret = readSecret(file)
  if (!secret) throw new Error(`The secret in ${file} is empty: delete the file to have a new one made`)
  return secret
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
