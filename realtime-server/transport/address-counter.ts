import { BlockList, isIPv6 } from 'node:net'
import type { Clock } from '../clock'
import { RateLimit } from '../core/rate-limit'
import { RealtimeError } from '../errors'
import type { Limits } from '../options'

/** The burst of new sockets per address, in seconds: after a restart a whole office reconnects at once. */
const BURST_SECONDS = 100

/** Above this many networks, the least recently active ones without sockets are forgotten. */
const MAX_REMEMBERED = 10_000

type Network = { count: number; openings: RateLimit; leave: () => void }

/**
 * Counts the sockets of each address: open ones, and new ones a second. An IPv6 /64, which one household may own, counts as one
 * address. Private addresses are not limited: behind an undeclared proxy everyone would share one.
 */
export class AddressCounter {
  readonly #most: number
  readonly #perSecond: number
  readonly #clock: Clock
  /** Networks with sockets now or lately. All sockets of a network share one function that removes a socket. */
  readonly #networks = new Map<string, Network>()

  constructor(limits: Pick<Limits, 'maxConnectionsPerAddress' | 'maxConnectRatePerAddress'>, clock: Clock) {
    this.#most = limits.maxConnectionsPerAddress
    this.#perSecond = limits.maxConnectRatePerAddress
    this.#clock = clock
  }

  /**
   * Counts a new socket. Returns a function that removes it again; `null` when the address has too many, or opens them
   * too fast.
   */
  enter(address: string): (() => void) | null {
    const name = networkOf(address)
    const network = this.#networks.get(name) ?? this.#begin(name)
    if (!isPrivate(address)) {
      if (network.count >= this.#most || !network.openings.take(this.#clock.now())) return null
    }
    network.count += 1
    return network.leave
  }

  #begin(name: string): Network {
    const openings = new RateLimit(this.#perSecond, this.#clock.now(), BURST_SECONDS)
    const network: Network = { count: 0, openings, leave: () => void network.count-- }
    this.#networks.set(name, network)
    if (this.#networks.size > MAX_REMEMBERED) this.#forgetOldest()
    return network
  }

  /** Forgets idle networks; moves those with open sockets to the back. */
  #forgetOldest(): void {
    let looks = 8
    for (const [name, network] of this.#networks) {
      if (looks-- === 0) return
      this.#networks.delete(name)
      if (network.count === 0) return
      this.#networks.set(name, network)
    }
  }
}

export function tooManyConnections(): RealtimeError {
  return new RealtimeError('rate_limit', 'too many connections from this address')
}

const privateNetworks = new BlockList()
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv6')

function isPrivate(address: string): boolean {
  return privateNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** An IPv4 address, in any notation, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail = ''] = new URL(`http://[${address.split('%')[0]}]`).hostname
    .slice(1, -1)
    .split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  return [...groups, ...Array<string>(8 - groups.length - rest.length).fill('0'), ...rest]
    .slice(0, 4)
    .join(':')
}
