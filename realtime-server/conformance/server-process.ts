import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const SCRIPT = path.join(import.meta.dirname, '..', 'standalone.ts')

/** The standalone server in a process of its own, for tests that stop it. */
export class ServerProcess {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  /** Resolves when it listens. */
  static async start(args: readonly string[]): Promise<ServerProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let output = ''
    for await (const chunk of child.stdout) {
      output += String(chunk)
      const [, port] = /http:\/\/[^:\s]+:(\d+)/.exec(output) ?? []
      if (port !== undefined) return new ServerProcess(child, Number(port))
    }
    throw new Error(`The server did not start: ${output}`)
  }

  /** Resolves when the process has exited. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill(signal)
    await ended
  }
}
