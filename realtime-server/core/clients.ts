import type { Identity } from '../auth/identity'
import type { Clock } from '../clock'
import { RealtimeError } from '../errors'
import type { Limits } from '../options'
import type { Connection } from './connection'
import { RateLimit } from './rate-limit'
import { ENVELOPE, WIRE_FACTOR } from './wire-size'

/** Above this many clients, those idle for longest are forgotten. */
const MAX_REMEMBERED = 10_000
/** How many clients to check for idleness each time one is added. */
const LOOK_AT = 8

/** The burst that rate limits allow, in seconds: after a restart all tabs of a browser connect and attach at once. */
const BURST_SECONDS = 10

/** A client with its rate limits, shared by all its connections and its REST requests. */
export class Client {
  readonly #limits: Limits
  readonly #clock: Clock
  // Created lazily: there may be many clients, and most only listen.
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

  /** Whether it has no connection, open or detached. */
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

  /** Takes publishes, presence changes or requests from the rate limit. False if they exceed it. */
  takeOperations(count = 1): boolean {
    const now = this.#clock.now()
    this.#operations ??= new RateLimit(this.#limits.maxInboundRate, now)
    return this.#operations.take(now, count)
  }

  /** Takes bytes, of frames of any kind, from the rate limit. False if they exceed it. */
  takeBytes(count: number): boolean {
    const now = this.#clock.now()
    this.#bytes ??= new RateLimit(bytesPerSecond(this.#limits), now, BURST_SECONDS)
    return this.#bytes.take(now, count)
  }

  /** Counts requests against the same limit as publishes. @throws RealtimeError `rate_limit` */
  countRequests(count = 1): void {
    if (!this.takeOperations(count)) throw new RealtimeError('rate_limit', 'too many requests a second')
  }

  /** Takes an attach from the rate limit. False if it exceeds the limit. */
  takeAttach(): boolean {
    const now = this.#clock.now()
    this.#attaches ??= new RateLimit(this.#limits.maxAttachRate, now, BURST_SECONDS)
    return this.#attaches.take(now)
  }

  /** Charges the cost of an attach's backlog, in attaches. */
  chargeAttach(attaches: number): void {
    this.#attaches?.charge(attaches)
  }

  opened(): void {
    this.#open++
  }

  closed(): void {
    this.#open--
  }

  /** Adds a detached connection. @returns the one detached for longest, if there are now too many */
  detach(connection: Connection): Connection | undefined {
    this.#detached ??= new Set()
    this.#detached.add(connection)
    return this.#detached.size > this.#limits.maxDetachedPerClient ? first(this.#detached) : undefined
  }

  /** Removes a detached connection that was resumed or ended. */
  reclaim(connection: Connection): void {
    this.#detached?.delete(connection)
  }
}

/** The clients of one app, by key and client id. */
export class Clients {
  readonly #limitsOf: (identity: Identity) => Limits
  readonly #clock: Clock
  /** Least recently used first. */
  readonly #clients = new Map<string, Client>()
  /** Shared by everyone who authenticates with a key, since they are indistinguishable. */
  #trusted: Client | null = null

  constructor(limitsOf: (identity: Identity) => Limits, clock: Clock) {
    this.#limitsOf = limitsOf
    this.#clock = clock
  }

  /** The client behind a connection. A connection without a client id is a client of its own. */
  ofConnection(identity: Identity): Client {
    if (identity.kind === 'key') return this.#trust(identity)
    const { clientId } = identity
    return clientId === null || clientId === '*' ? this.#make(identity) : this.#find(identity, clientId)
  }

  /** The client behind a request. Without a client id, the resources of its token identify it. */
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

  /** Forgets idle clients; moves those with a connection to the back. */
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

/** The most bytes that permitted operations can take on the wire, plus headroom for small frames. */
function bytesPerSecond({ maxInboundRate, maxMessageSize }: Limits): number {
  return maxInboundRate * WIRE_FACTOR * maxMessageSize + ENVELOPE
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  const [item] = set
  return item
}
