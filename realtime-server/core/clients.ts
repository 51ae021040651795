import type { Identity } from '../auth/identity'
import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import type { Limits } from '../options'
import type { Connection } from './connection'
import { RateLimit } from './rate-limit'
import { ENVELOPE, WIRE_FACTOR } from './wire-size'

/** Beyond so many clients the longest idle ones are forgotten. */
const MAX_REMEMBERED = 10_000
/** How many are looked at for one to forget, each time a client is added. */
const LOOK_AT = 8

/** How many seconds' worth may be done at once: after a restart all tabs of a browser connect and attach together. */
const BURST_SECONDS = 10

/** One client, and what it may do over all of its connections and over REST together. */
export class Client {
  readonly #limits: Limits
  readonly #clock: Clock
  // Made when they are needed: most clients only listen, and there may be many.
  #operations: RateLimit | null = null
  #bytes: RateLimit | null = null
  #attaches: RateLimit | null = null
  #connects: RateLimit | null = null
  #detached: Set<Connection> | null = null
  #open = 0

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }

  /** Whether it has no connection, neither an open one nor one to resume. */
  get isIdle(): boolean {
    return this.#open === 0 && (this.#detached?.size ?? 0) === 0
  }

  /** Counts a connection that is about to open. @throws RealtimeError `rate_limit` */
  countConnect(): void {
    if (this.#open >= this.#limits.maxConnectionsPerClient)
      throw new RealtimeError('rate_limit', 'too many connections of this client')
    const now = this.#clock.now()
    this.#connects ??= new RateLimit(this.#limits.maxConnectRate, now, BURST_SECONDS)
    if (!this.#connects.take(now)) throw new RealtimeError('rate_limit', 'this client connects too often')
  }

  /** Whether so many more publishes, changes of presence or requests are within the limit. They are counted if so. */
  takeOperations(count = 1): boolean {
    const now = this.#clock.now()
    this.#operations ??= new RateLimit(this.#limits.maxInboundRate, now)
    return this.#operations.take(now, count)
  }

  /** Whether so many more bytes, of whatever frames, are within the limit. They are counted if so. */
  takeBytes(count: number): boolean {
    const now = this.#clock.now()
    this.#bytes ??= new RateLimit(bytesPerSecond(this.#limits), now, BURST_SECONDS)
    return this.#bytes.take(now, count)
  }

  /** Counts requests, as publishes are. @throws RealtimeError `rate_limit` */
  countRequests(count = 1): void {
    if (!this.takeOperations(count)) throw new RealtimeError('rate_limit', 'too many requests a second')
  }

  /** Whether one more attach is within the limit. It is counted if so. */
  takeAttach(): boolean {
    const now = this.#clock.now()
    this.#attaches ??= new RateLimit(this.#limits.maxAttachRate, now, BURST_SECONDS)
    return this.#attaches.take(now)
  }

  /** Counts the backlog that an attach has brought, as so many attaches. */
  chargeAttach(attaches: number): void {
    this.#attaches?.charge(attaches)
  }

  opened(): void {
    this.#open++
  }

  closed(): void {
    this.#open--
  }

  /** Remembers a connection that was lost. @returns the one lost longest ago, if there are too many now */
  detach(connection: Connection): Connection | undefined {
    this.#detached ??= new Set()
    this.#detached.add(connection)
    return this.#detached.size > this.#limits.maxDetachedPerClient ? first(this.#detached) : undefined
  }

  /** Forgets a connection that was resumed or has ended. */
  reclaim(connection: Connection): void {
    this.#detached?.delete(connection)
  }
}

/** The clients of one app, by key and client id. */
export class Clients {
  readonly #limitsOf: (identity: Identity) => Limits
  readonly #clock: Clock
  /** The one that was looked for longest ago first. */
  readonly #clients = new Map<string, Client>()
  /** Everyone who authenticates with a key: counted together, since nothing tells them apart. */
  #trusted: Client | null = null

  constructor(limitsOf: (identity: Identity) => Limits, clock: Clock) {
    this.#limitsOf = limitsOf
    this.#clock = clock
  }

  /** The client behind a connection. Without a client id nothing tells it from others: the connection is the client. */
  ofConnection(identity: Identity): Client {
    if (identity.kind === 'key') return this.#trust(identity)
    const { clientId } = identity
    return clientId === null || clientId === '*' ? this.#make(identity) : this.#find(identity, clientId)
  }

  /** The client behind a request. Without a client id it is told by what its token is for. */
  ofRequest(identity: Identity): Client {
    if (identity.kind === 'key') return this.#trust(identity)
    return this.#find(identity, identity.token?.clientId ?? identity.token?.resources)
  }

  #trust(identity: Identity): Client {
    this.#trusted ??= this.#make(identity)
    return this.#trusted
  }

  #find(identity: Identity, who: unknown): Client {
    const name = JSON.stringify([identity.keyName, who])
    const known = this.#clients.get(name)
    const client = known ?? this.#make(identity)
    this.#clients.delete(name)
    this.#clients.set(name, client)
    if (!known && this.#clients.size > MAX_REMEMBERED) this.#forgetIdle()
    return client
  }

  #make(identity: Identity): Client {
    return new Client(this.#limitsOf(identity), this.#clock)
  }

  /** Those who still have a connection go behind the others. */
  #forgetIdle(): void {
    let looks = LOOK_AT
    for (const [name, client] of this.#clients) {
      if (looks-- === 0) return
      this.#clients.delete(name)
      if (client.isIdle) return
      this.#clients.set(name, client)
    }
  }
}

/** What all operations that are allowed can come to on the wire, and room for frames that say little. */
function bytesPerSecond({ maxInboundRate, maxMessageSize }: Limits): number {
  return maxInboundRate * WIRE_FACTOR * maxMessageSize + ENVELOPE
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  const [item] = set
  return item
}
