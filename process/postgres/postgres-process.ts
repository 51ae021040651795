import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from './place'

export type PostgresProcess = {
  pid: number
  port: number
  /** False while it is starting or stopping. */
  isReady: boolean
}

/** The PostgreSQL that serves this cluster; `null` if there is none, or if this process cannot see it. */
export function runningPostgres(cluster: string): PostgresProcess | null {
  const [pid, folder, , port, , , , status = ''] = readPidFile(cluster)
  if (!pid || !folder || !port || !isPostgres(Number(pid), cluster)) return null
  return { pid: Number(pid), port: Number(port), isReady: status.startsWith('ready') }
}

/**
 * Removes PostgreSQL's PID file if its process id now belongs to another program, which would keep PostgreSQL from starting.
 * Call it only if no process elsewhere can be running the cluster: the file is PostgreSQL's own guard.
 */
export function removeStalePidFile(cluster: string): void {
  const pid = Number(readPidFile(cluster)[0])
  if (pid > 0 && isAlive(pid) && !isPostgres(pid, cluster)) rmSync(pidFileOf(cluster), { force: true })
}

function readPidFile(cluster: string): string[] {
  try {
    return readFileSync(pidFileOf(cluster), 'utf8').split('\n')
  } catch {
    return []
  }
}

function pidFileOf(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}

/** Neither a zombie nor another program that got the same process id. */
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
