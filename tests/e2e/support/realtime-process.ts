import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { bundleForChildren } from '@/tests/bundle-for-children'
import { freePort } from '@/tests/free-port'

/** A realtime server in a process of its own, reached only by address and key, as Ably's would be. */
export class RealtimeProcess {
  readonly key = 'remote.test:a-secret-of-nobody'
  readonly port: number
  readonly #program: string
  readonly #options: readonly string[]
  #process: ChildProcess | null = null

  private constructor(port: number, program: string, options: readonly string[]) {
    this.port = port
    this.#program = program
    this.#options = options
  }

  /** @param options as on its command line */
  static async prepare(options: readonly string[] = []): Promise<RealtimeProcess> {
    const program = await bundleForChildren('realtime-server/standalone.ts')
    return new RealtimeProcess(await freePort(), program, options)
  }

  /** The settings that make a Porchlight use this server. */
  get settings(): Record<string, string> {
    return { ABLY_API_KEY: this.key, ABLY_ENDPOINT: `http://localhost:${this.port}` }
  }

  async start(): Promise<void> {
    const args = [this.#program, '--port', String(this.port), '--key', this.key, ...this.#options]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#process = child
    if (child.stdout) await once(child.stdout, 'data')
  }

  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

/**
 * Runs `use` with a running realtime server of its own, and kills it afterwards.
 *
 * @param options as on its command line
 */
export async function withRealtime(
  use: (realtime: RealtimeProcess) => Promise<void>,
  options?: readonly string[],
): Promise<void> {
  const realtime = await RealtimeProcess.prepare(options)
  await realtime.start()
  try {
    await use(realtime)
  } finally {
    await realtime.kill()
  }
}
