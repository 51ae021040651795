import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from './place'

export type PostgresProcess = {
  pid: number
  port: number
  /** False while it starts or stops. */
  isReady: boolean
}

/** The PostgreSQL that serves the cluster in this folder, or null: also when it runs where this process cannot see it. */
export function runningPostgres(cluster: string): PostgresProcess | null {
  const [pid, folder, , port, , , , status = ''] = readNote(cluster)
  if (!pid || !folder || !port || !isPostgres(Number(pid), cluster)) return null
  return { pid: Number(pid), port: Number(port), isReady: status.startsWith('ready') }
}

/**
 * Removes PostgreSQL's note when the process id in it belongs to another program by now, because PostgreSQL would then refuse
 * to start. Call it only when nobody elsewhere can be running the cluster: the note is PostgreSQL's own guard.
 */
export function removeStaleNote(cluster: string): void {
  const pid = Number(readNote(cluster)[0])
  if (pid > 0 && isAlive(pid) && !isPostgres(pid, cluster)) rmSync(noteOf(cluster), { force: true })
}

function readNote(cluster: string): string[] {
  try {
    return readFileSync(noteOf(cluster), 'utf8').split('\n')
  } catch {
    return []
  }
}

function noteOf(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}

/** Not a zombie, and not a stranger who was given the same number. */
function isPostgres(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  return commandLine(pid).includes(cluster)
}

/** Empty for a zombie. */
function commandLine(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
