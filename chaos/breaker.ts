import { setTimeout as sleep } from 'node:timers/promises'
import type { Crowd } from './crowd'
import type { ChaosProxy, NetworkFault } from './network/chaos-proxy'
import type { Breakable } from './options'
import type { Random } from './random'
import type { World } from './world'

/** Mean time between two faults of a kind, in milliseconds. */
const MEAN_MS: Record<Breakable, number> = {
  app: 5_000,
  realtime: 12_000,
  database: 20_000,
  hang: 20_000,
  disk: 15_000,
  network: 6_000,
  page: 4_000,
}

/** Each kind occurs once within this time, so that short runs see all of them. */
const FIRST_WITHIN_MS = 5_000

/** How long networks stay broken, how long the database hangs or has a full disk, and how long it is down, in milliseconds. */
const BROKEN_MS = [200, 3_000] as const
const DOWN_MS = [0, 1_000] as const

type Plan = { kinds: readonly Breakable[]; pace: number; random: Random; world: World; crowd: Crowd }

/** Breaks things at random until stopped. */
export class Breaker {
  readonly #plan: Plan
  readonly #works: Promise<void>[] = []
  readonly #stopping = new AbortController()
  /** Network faults by kind, and page crashes. */
  readonly networkFaults: Record<string, number> = {}
  pageCrashes = 0

  constructor(plan: Plan) {
    this.#plan = plan
  }

  start(): void {
    for (const kind of this.#plan.kinds) this.#works.push(this.#work(kind, this.#plan.random.fork()))
  }

  /** Resolves when all faults have been undone. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#works)
  }

  async #work(kind: Breakable, random: Random): Promise<void> {
    await this.#pause(random.between(0, FIRST_WITHIN_MS))
    while (!this.#stopping.signal.aborted) {
      await this.#break(kind, random)
      // On a slow machine nothing would ever be up between two crashes.
      await this.#plan.world.ready()
      await this.#pause(random.pause(MEAN_MS[kind] / this.#plan.pace))
    }
  }

  async #break(kind: Breakable, random: Random): Promise<void> {
    const { world, crowd } = this.#plan
    switch (kind) {
      case 'app':
        random.pick(world.apps).kill()
        return
      case 'realtime':
        world.realtime?.kill()
        return
      case 'database':
        return world.database.crash(random.between(...DOWN_MS))
      case 'hang':
        world.database.pause()
        await this.#pause(random.between(...BROKEN_MS))
        world.database.resume()
        return
      case 'disk':
        world.database.fillDisk()
        await this.#pause(random.between(...BROKEN_MS))
        return world.database.freeDisk()
      case 'network':
        return this.#breakNetwork(random.pick(world.networks), random)
      case 'page':
        this.pageCrashes += 1
        random.pick(crowd.people).reload()
    }
  }

  async #breakNetwork(network: ChaosProxy, random: Random): Promise<void> {
    const fault = randomFault(random)
    this.networkFaults[fault.kind] = (this.networkFaults[fault.kind] ?? 0) + 1
    network.breakDown(fault)
    await this.#pause(random.between(...BROKEN_MS))
    network.heal()
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => {})
  }
}

/** Dropped bytes cost a client half a minute, so this fault is rarer than the others. */
function randomFault(random: Random): NetworkFault {
  const direction = random.pick([{}, { direction: 'up' }, { direction: 'down' }] as const)
  return random.pick<NetworkFault>([
    { kind: 'reset' },
    { kind: 'reset' },
    { kind: 'refuse' },
    { kind: 'refuse' },
    { kind: 'stall', ...direction },
    { kind: 'stall', ...direction },
    { kind: 'drop', ...direction },
    { kind: 'delay', ms: random.between(20, 500), ...direction },
    { kind: 'throttle', bytesPerSecond: random.between(2_000, 20_000), ...direction },
  ])
}
