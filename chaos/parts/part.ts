import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const RESTART_AFTER_MS = 50
const START_TIMEOUT_MS = 120_000
const KEPT_OUTPUT = 20_000

type PartOptions = {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  /** What the process prints once it is ready. */
  ready: RegExp
}

/** A process that is restarted whenever it dies, as by a service manager. */
export class Part {
  readonly name: string
  readonly #options: PartOptions
  #child: ChildProcess | null = null
  #isReady = false
  #isStopping = false
  #isKilledByUs = false
  #output = ''
  /** How often it was killed from outside. */
  kills = 0
  /** How often it crashed at a fail-point. */
  failPoints = 0
  /** The last output of each unexpected exit. */
  readonly complaints: string[] = []

  constructor(options: PartOptions) {
    this.name = options.name
    this.#options = options
  }

  /** Starts it. Resolves once it is ready. */
  async start(): Promise<void> {
    this.#isStopping = false
    if (this.#child === null) this.#spawn()
    await this.ready()
  }

  /** Resolves when it is ready. Rejects after a timeout. */
  async ready(): Promise<void> {
    const giveUpAt = Date.now() + START_TIMEOUT_MS
    while (!this.#isReady) {
      if (Date.now() > giveUpAt) throw new Error(`${this.name} does not serve:\n${this.#output}`)
      await sleep(20)
    }
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Kills it, as a power cut would. False when it was already dead. */
  kill(): boolean {
    if (this.#child === null || !this.#isReady) return false
    this.#isKilledByUs = true
    this.kills += 1
    return this.#child.kill('SIGKILL')
  }

  /** Ends it for good. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#isStopping = true
    const child = this.#child
    if (child === null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  #spawn(): void {
    const { command, args, env, ready } = this.#options
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#isKilledByUs = false
    this.#output = ''
    const read = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-KEPT_OUTPUT)
      this.#isReady ||= ready.test(this.#output)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code, signal) => void this.#ended(code, signal))
  }

  async #ended(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    this.#child = null
    this.#isReady = false
    if (this.#isStopping) return
    if (!this.#isKilledByUs) {
      if (signal === 'SIGKILL') this.failPoints += 1
      else this.complaints.push(`${this.name} ended with ${code ?? signal}: ${lastLine(this.#output)}`)
    }
    await sleep(RESTART_AFTER_MS)
    if (!this.#isStopping) this.#spawn()
  }
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? ''
}
