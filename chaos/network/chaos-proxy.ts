import { connect, createServer, type Server, type Socket } from 'node:net'
import { countIn } from './count-in'
import { Pipe, type Rules } from './pipe'

const HOST = '127.0.0.1'

/**
 * - `stall` holds bytes until the network is `ok` again: a short outage that TCP survives
 * - `drop` loses bytes: existing connections stay dead without either end noticing, new ones stay silent
 * - `reset` cuts all connections, once
 * - `refuse` cuts new connections; open ones continue
 * - `delay` delivers bytes late, `throttle` slowly
 */
export type NetworkFault =
  | { kind: 'stall' | 'drop'; direction?: Direction }
  | { kind: 'reset' | 'refuse' }
  | { kind: 'delay'; ms: number; direction?: Direction }
  | { kind: 'throttle'; bytesPerSecond: number; direction?: Direction }

/** `up` is from the client to the server. Default: both. */
type Direction = 'up' | 'down'

type Pair = { client: Socket; origin: Socket } & Record<Direction, Pipe>

/** A TCP proxy that breaks the network on command. Balances several upstreams round-robin, skipping dead ones. */
export class ChaosProxy {
  readonly #upstreams: readonly number[]
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  readonly #rules: Record<Direction, Rules> = { up: calm(), down: calm() }
  readonly #secret: string | null
  #isRefusing = false
  #turn = 0
  /** How often servers sent the secret to clients. */
  leaks = 0

  /** @param secret ASCII text that no response may contain */
  constructor(upstreams: readonly number[], secret: string | null = null) {
    this.#upstreams = upstreams
    this.#secret = secret
    // Half-open: one direction may end before the other. Paused: nothing is read before the upstream is connected.
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) =>
      this.#accept(client),
    )
  }

  /** Listens on a free port. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, HOST, resolve)
    })
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  /** The number of open connections. */
  get connections(): number {
    return this.#pairs.size
  }

  /** Adds a fault to the network. */
  breakDown(fault: NetworkFault): void {
    switch (fault.kind) {
      case 'refuse':
        this.#isRefusing = true
        break
      case 'reset':
        for (const { client, origin } of this.#pairs)
          for (const socket of [client, origin]) socket.resetAndDestroy()
        break
      case 'stall':
        this.#change(fault, { stall: true })
        break
      case 'drop':
        this.#change(fault, { drop: true })
        for (const pair of this.#pairs) for (const direction of directionsOf(fault)) pair[direction].die()
        break
      case 'delay':
        this.#change(fault, { delayMs: fault.ms })
        break
      case 'throttle':
        this.#change(fault, { bytesPerSecond: fault.bytesPerSecond })
    }
    this.#pump()
  }

  /** Removes all faults. Dead connections stay dead. */
  heal(): void {
    this.#isRefusing = false
    this.#change({}, calm())
    this.#pump()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const { client, origin } of this.#pairs) for (const socket of [client, origin]) socket.destroy()
    await closed
  }

  #accept(client: Socket): void {
    client.on('error', () => {})
    if (this.#isRefusing) client.resetAndDestroy()
    else this.#connect(client, this.#turn++, this.#upstreams.length)
  }

  #connect(client: Socket, turn: number, triesLeft: number): void {
    const port = this.#upstreams[turn % this.#upstreams.length]
    if (port === undefined || triesLeft === 0 || client.destroyed) {
      client.resetAndDestroy()
      return
    }
    const origin = connect({ port, host: HOST, allowHalfOpen: true })
    const tryNext = () => this.#connect(client, turn + 1, triesLeft - 1)
    origin.once('error', tryNext)
    origin.once('connect', () => {
      origin.off('error', tryNext)
      origin.on('error', () => {})
      this.#join(client, origin)
    })
  }

  #join(client: Socket, origin: Socket): void {
    const pair: Pair = {
      client,
      origin,
      up: new Pipe(client, origin, this.#rules.up),
      down: new Pipe(origin, client, this.#rules.down, this.#watch()),
    }
    this.#pairs.add(pair)
    for (const socket of [client, origin]) {
      socket.on('close', () => {
        if (client.destroyed && origin.destroyed) this.#pairs.delete(pair)
      })
    }
    if (client.destroyed) origin.destroy()
    pair.up.pump()
  }

  #watch(): ((chunk: Buffer) => void) | undefined {
    if (this.#secret === null) return undefined
    const count = countIn(this.#secret)
    return (chunk) => {
      this.leaks += count(chunk)
    }
  }

  #change(fault: { direction?: Direction }, change: Partial<Rules>): void {
    for (const direction of directionsOf(fault)) Object.assign(this.#rules[direction], change)
  }

  #pump(): void {
    for (const pair of this.#pairs) for (const pipe of [pair.up, pair.down]) pipe.pump()
  }
}

function calm(): Rules {
  return { stall: false, drop: false, delayMs: 0, bytesPerSecond: 0 }
}

function directionsOf({ direction }: { direction?: Direction }): Direction[] {
  return direction === undefined ? ['up', 'down'] : [direction]
}
