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
 * The absolute path of the folder for this installation's local data: the embedded database, its password, and the realtime
 * server's saved state. `DATA_DIR`, or `.data` in the working directory. Created if missing, and closed to other users.
 *
 * @throws StartUpError if it cannot be created
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

/** Where the embedded realtime server saves its state when it stops, for the next one to read and delete. */
export function realtimeStateFile(): string {
  return path.join(dataFolderPath(), 'realtime-state')
}

function dataFolderPath(): string {
  return path.resolve(process.env.DATA_DIR || '.data')
}

/** Only the folder itself is private; missing parents get the system's default mode. */
function makePrivateFolder(folder: string): void {
  makeFolder(path.dirname(folder))
  makeFolder(folder, 0o700)
}

/** Not `mkdirSync`'s `recursive`, which loops forever where the system refuses to create folders, as in /proc. */
function makeFolder(folder: string, mode?: number): void {
  const isThere = () => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (isThere()) return
  const parent = path.dirname(folder)
  if (!existsSync(parent)) makeFolder(parent)
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    // Another process may have just created it.
    if (!isThere()) throw error
  }
}

const REASONS: Record<string, string> = {
  EISDIR: 'it is a folder',
  EEXIST: 'it, or a parent of it, is a file. Choose a folder',
  ENOTDIR: 'it, or a parent of it, is a file. Choose a folder',
  EACCES: 'this user may not write there. Grant permission, or choose another folder',
  EPERM: 'the system does not let this user write there. Choose another folder',
  EROFS: 'it is on a read-only file system. Choose another folder',
  ENOSPC: 'the disk is full. Free up space, or choose another folder',
  ENAMETOOLONG: 'the name is too long. Choose a shorter one',
  ENOENT: 'the system does not allow folders there. Choose another one',
  ELOOP: 'its links form a loop. Choose another folder',
}

/** Why the system refuses a folder or file, and what to do, in words. */
export function whyNot(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return REASONS[code] ?? message
}

/**
 * The secret stored in this folder under `name`: 32 random bytes, base64url, generated on the first call. Concurrent processes
 * get the same one.
 */
export function readOrCreateSecret(name: string, folder = dataFolder()): string {
  makePrivateFolder(folder)
  return readSecretFile(name, folder) ?? createSecret(secretFile(name, folder))
}

/** The secret stored in the folder under `name`; `null` if the secret or the folder does not exist. */
export function readSecretFile(name: string, folder = dataFolderPath()): string | null {
  return readSecret(secretFile(name, folder))
}

/** Deletes the secret once it is stored elsewhere. Does nothing if the folder is read-only. */
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
    // Linking is atomic, and fails if another process was first.
    linkSync(draft, file)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const secret = readSecret(file)
  if (!secret) throw new StartUpError(`The secret in ${file} is empty: delete the file to generate a new one`)
  return secret
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
