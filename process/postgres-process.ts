import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

export type PostgresProcess = { pid: number; port: number }

/**
 * The PostgreSQL that serves the cluster in this folder, or null. Removes a note of a server that is gone when
 * its process number has passed to another program, because PostgreSQL would then refuse to start.
 */
export function runningPostgres(cluster: string): PostgresProcess | null {
  const note = path.join(cluster, 'postmaster.pid')
  if (!existsSync(note)) return null
  const [pid, folder, , port] = readFileSync(note, 'utf8').split('\n')
  if (!pid || !folder || !port) return null
  if (isPostgres(Number(pid), cluster)) return { pid: Number(pid), port: Number(port) }
  if (isAlive(Number(pid))) rmSync(note, { force: true })
  return null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
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
