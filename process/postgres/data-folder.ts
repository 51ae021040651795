import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { StartUpError } from '@/process/start-up-error'

/**
 * The absolute path of the folder with what this installation keeps on this machine: the embedded database, its
 * password, and what the realtime server leaves for its successor. `DATA_DIR`, or `.data` in the working directory. Made
 * when missing, closed to other users.
 *
 * @throws StartUpError when it cannot be made
 */
export function dataFolder(): string {
  const folder = dataFolderPath()
  try {
    makePrivateFolder(folder)
  } catch (error) {
    throw new StartUpError(`DATA_DIR ${folder} cannot be used: ${whyNot(error)}`)
  }
  return folder
}

/** Where the embedded realtime server leaves what it holds when it stops, for the next one to read and delete. */
export function realtimeStateFile(): string {
  return path.join(dataFolderPath(), 'realtime-state')
}

function dataFolderPath(): string {
  return path.resolve(process.env.DATA_DIR || '.data')
}

/** Only the last part is private: what leads there stays as open as the system makes it. */
function makePrivateFolder(folder: string): void {
  makeFolder(path.dirname(folder))
  makeFolder(folder, 0o700)
}

/** Node.js's own way of making the parents too never ends below a folder in which the system makes none, as in /proc. */
function makeFolder(folder: string, mode?: number): void {
  const isThere = () => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (isThere()) return
  const parent = path.dirname(folder)
  if (!existsSync(parent)) makeFolder(parent)
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    // Another process may have made it a moment ago.
    if (!isThere()) throw error
  }
}

const REASONS: Record<string, string> = {
  EISDIR: 'it is a folder',
  EEXIST: 'it, or a part of it, is a file. Name a folder',
  ENOTDIR: 'it, or a part of it, is a file. Name a folder',
  EACCES: 'this user may not write there. Give it the right, or name another folder',
  EPERM: 'the system does not let this user write there. Name another folder',
  EROFS: 'it is on a read-only file system. Name another folder',
  ENOSPC: 'the disk is full. Make room, or name another folder',
  ENAMETOOLONG: 'the name is too long. Name a shorter one',
  ENOENT: 'the system makes no folder there. Name another',
  ELOOP: 'its links lead in a circle. Name another folder',
}

/** What to do about a folder or file that the system refuses, in words. */
export function whyNot(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return REASONS[code] ?? message
}

/**
 * The secret that this folder keeps under `name`: 32 random bytes, base64url, made at the first call and the same ever
 * after. Two processes that start together get the same one.
 */
export function readOrCreateSecret(name: string, folder = dataFolder()): string {
  makePrivateFolder(folder)
  return readSecretFile(name, folder) ?? createSecret(secretFile(name, folder))
}

/** The secret that the folder keeps under `name`, or null: also where there is no folder. */
export function readSecretFile(name: string, folder = dataFolderPath()): string | null {
  return readSecret(secretFile(name, folder))
}

/** Forgets the secret, once it is kept elsewhere. A folder that cannot be written keeps it. */
export function removeSecretFile(name: string): void {
  try {
    rmSync(secretFile(name, dataFolderPath()), { force: true })
  } catch {}
}

function secretFile(name: string, folder: string): string {
  return path.join(folder, 'secrets', name)
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null
    throw new StartUpError(`The secret in ${file} cannot be read: ${whyNot(error)}`)
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
  if (!secret)
    throw new StartUpError(`The secret in ${file} is empty: delete the file to have a new one made`)
  return secret
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
