import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Linux counts CPU time in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10

/** Starts a program; resolves with it once it has printed `ready`. */
export function startProcess(
  command: string,
  args: string[],
  { env, ready, timeoutMs = 60_000 }: { env: Record<string, string>; ready: RegExp; timeoutMs?: number },
): Promise<ChildProcess> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let output = ''
    const timer = setTimeout(() => fail('was not ready in time'), timeoutMs)
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`${args.join(' ')} ${why}:\n${output}`))
    }
    const read = (chunk: Buffer) => {
      output += chunk
      if (!ready.test(output)) return
      clearTimeout(timer)
      resolve(child)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => fail(`ended with ${code}`))
  })
}

/** Stops a process and waits until it has exited. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exited
}

/** A started process, its descendants, and the embedded PostgreSQL of its data folder even if detached. Linux only. */
export function processesOf(child: ChildProcess, dataFolder: string): number[] {
  const [postgres] = readFileSync(path.join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return [...new Set([...processTree(child.pid ?? 0), ...processTree(Number(postgres))])]
}

function processTree(root: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === root)
  return [root, ...children.flatMap(processTree)]
}

/**
 * Memory of processes in megabytes, with shared pages divided among their users (PSS on Linux): resident sizes would count
 * PostgreSQL's shared buffers once per process.
 */
export function memoryMegabytes(pids: number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024
}

/** CPU time that a process has used since its start, in milliseconds. Linux only. */
export function cpuMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
