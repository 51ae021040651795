import { SupportError } from '@/server/errors'

/** What a request counts against. Networks take turns, and so do clients within a network. */
export type Caller = { network: string; client: string }

/** The client shared by all unknown callers of a network. Together they get every other turn. */
export const STRANGERS = 'strangers'

/** Most running and waiting requests, per client, per network, and overall. */
type Bounds = Record<'running' | 'waiting', { client: number; network: number; total: number }>

type Waiter = { start: () => void; reject: () => void }
type Client = { running: number; waiting: Waiter[]; started: number }
type Network = { running: number; waiting: number; clients: Map<string, Client>; lastTurn: string | null }

/** A request that has waited this long is rejected, before its sender gives up. */
const LONGEST_WAIT_MS = 8_000

/** A client of which this many requests started in that time was served well, and sent too many. */
const FAIRLY_SERVED = LONGEST_WAIT_MS / 1_000

const BUSY_RETRY_SECONDS = 1
const OVERLOADED_RETRY_SECONDS = 2

/**
 * Limits concurrent requests and queues the rest fairly: a free slot goes to the network whose last turn was longest ago,
 * however many requests others have queued. So a caller that sends a thousand at once only delays itself.
 */
export class Turnstile {
  readonly #bounds: Bounds
  readonly #networks = new Map<string, Network>()
  #running = 0
  #waiting = 0

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  /** Requests that are running and waiting now. */
  get load(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#waiting }
  }

  /**
   * Resolves when the request may run, with a function to call when it is done.
   *
   * @throws SupportError `rate_limited` if the caller has more queued than may wait, or than a server that works well answers in
   *   time; `unavailable` if it waits too long, or if the whole queue is full and no network has more queued than this one
   */
  async enter(caller: Caller): Promise<() => void> {
    const network = this.#network(caller)
    const client = this.#client(network, caller)
    if (client.waiting.length === 0 && this.#hasSlot(network, client)) this.#start(network, client)
    else await this.#wait(caller, network, client)

    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      this.#leave(caller, network, client)
    }
  }

  #wait(caller: Caller, network: Network, client: Client): Promise<void> {
    const { waiting } = this.#bounds
    const isOwnQueueFull = client.waiting.length >= waiting.client || network.waiting >= waiting.network
    if (isOwnQueueFull || (this.#waiting >= waiting.total && !this.#makeRoomFor(network))) {
      this.#tidy(caller, network, client)
      throw isOwnQueueFull ? busy() : overloaded()
    }

    const startedBefore = client.started
    return new Promise((resolve, reject) => {
      const waiter = {
        start: () => {
          clearTimeout(tooLong)
          this.#start(network, client)
          resolve()
        },
        reject: () => {
          clearTimeout(tooLong)
          client.waiting.splice(client.waiting.indexOf(waiter), 1)
          this.#count(network, -1)
          this.#tidy(caller, network, client)
          // Otherwise one caller alone could make a healthy server look broken.
          reject(client.started - startedBefore >= FAIRLY_SERVED ? busy() : overloaded())
        },
      }
      const tooLong = setTimeout(waiter.reject, LONGEST_WAIT_MS)
      client.waiting.push(waiter)
      this.#count(network, 1)
    })
  }

  /**
   * Rejects the newest request of the busiest client of the network with the most queued, unless that would not be fairer: a few
   * networks must not fill the queue and keep all others out.
   */
  #makeRoomFor(network: Network): boolean {
    const greediest = mostOf(this.#networks.values(), ({ waiting }) => waiting)
    if (greediest === undefined || greediest.waiting <= network.waiting + 1) return false
    const longest = mostOf(greediest.clients.values(), ({ waiting }) => waiting.length)
    longest?.waiting.at(-1)?.reject()
    return true
  }

  #leave(caller: Caller, network: Network, client: Client): void {
    this.#running -= 1
    network.running -= 1
    client.running -= 1
    this.#tidy(caller, network, client)
    this.#startWaiting()
  }

  #startWaiting(): void {
    while (this.#waiting > 0 && this.#running < this.#bounds.running.total) {
      const next = this.#next()
      if (next === undefined) return
      next.start()
    }
  }

  /** The next request in turn; its network and client move to the end of the queue. */
  #next(): Waiter | undefined {
    for (const [name, network] of this.#networks) {
      if (network.waiting === 0 || network.running >= this.#bounds.running.network) continue
      const id = this.#nextClient(network)
      const waiter = id === undefined ? undefined : network.clients.get(id)?.waiting.shift()
      if (id === undefined || waiter === undefined) continue
      this.#count(network, -1)
      network.lastTurn = id
      moveToEnd(network.clients, id)
      moveToEnd(this.#networks, name)
      return waiter
    }
    return undefined
  }

  #nextClient({ clients, lastTurn }: Network): string | undefined {
    const mayStart = (client: Client | undefined) =>
      client !== undefined && client.waiting.length > 0 && client.running < this.#bounds.running.client
    const areStrangersReady = mayStart(clients.get(STRANGERS))
    if (areStrangersReady && lastTurn !== STRANGERS) return STRANGERS
    for (const [id, client] of clients) if (id !== STRANGERS && mayStart(client)) return id
    return areStrangersReady ? STRANGERS : undefined
  }

  #start(network: Network, client: Client): void {
    this.#running += 1
    network.running += 1
    client.running += 1
    client.started += 1
  }

  #hasSlot(network: Network, client: Client): boolean {
    return this.#running < this.#bounds.running.total && !this.#isFull(network, client)
  }

  #isFull(network: Network, client: Client): boolean {
    const { running } = this.#bounds
    return network.running >= running.network || client.running >= running.client
  }

  #count(network: Network, change: number): void {
    network.waiting += change
    this.#waiting += change
  }

  #network({ network: name }: Caller): Network {
    const known = this.#networks.get(name)
    if (known !== undefined) return known
    const network = { running: 0, waiting: 0, clients: new Map<string, Client>(), lastTurn: null }
    this.#networks.set(name, network)
    return network
  }

  #client(network: Network, { client: id }: Caller): Client {
    const known = network.clients.get(id)
    if (known !== undefined) return known
    const client = { running: 0, waiting: [], started: 0 }
    network.clients.set(id, client)
    return client
  }

  #tidy(caller: Caller, network: Network, client: Client): void {
    if (client.running === 0 && client.waiting.length === 0) network.clients.delete(caller.client)
    if (network.clients.size === 0) this.#networks.delete(caller.network)
  }
}

function mostOf<Item>(items: Iterable<Item>, count: (item: Item) => number): Item | undefined {
  let most: Item | undefined
  for (const item of items) if (most === undefined || count(item) > count(most)) most = item
  return most
}

function moveToEnd<Value>(map: Map<string, Value>, key: string): void {
  const value = map.get(key)
  if (value === undefined) return
  map.delete(key)
  map.set(key, value)
}

function busy(): SupportError {
  return new SupportError('rate_limited', { retryAfterSeconds: BUSY_RETRY_SECONDS })
}

function overloaded(): SupportError {
  return new SupportError('unavailable', { retryAfterSeconds: OVERLOADED_RETRY_SECONDS })
}
