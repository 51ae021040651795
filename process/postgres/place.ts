import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Identifies the scope of process ids: this machine since it booted and, on Linux, this PID namespace (each container has its
 * own). Processes in the same place can see each other; across places, process ids mean nothing.
 */
export function thisPlace(): string {
  place ??= readPlace()
  return place
}

/** A process stays in its place. Heartbeats need it several times a second. */
let place: string | undefined

function readPlace(): string {
  if (process.platform !== 'linux') return hostname()
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** Whether a process with this id exists here, under any user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
