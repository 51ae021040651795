import { BlockList, isIPv6 } from 'node:net'
import { RealtimeError } from '../errors'

/**
 * Counts the sockets of each address. An IPv6 household has 2^64 addresses and counts as one. Private addresses have no
 * limit: behind a proxy that nobody told us about everybody would share one.
 */
export class AddressCounter {
  readonly #most: number
  /** Those that have sockets. All sockets of one share the way to take one off. */
  readonly #networks = new Map<string, { count: number; leave: () => void }>()

  /** @param most sockets of one address; `Infinity` for no limit */
  constructor(most: number) {
    this.#most = most
  }

  /** Counts one socket more and answers how to take it off again; `null` when there are as many as may be. */
  enter(address: string): (() => void) | null {
    const name = networkOf(address)
    const network = this.#networks.get(name) ?? { count: 0, leave: () => this.#leave(name) }
    if (network.count >= this.#most && !isPrivate(address)) return null
    network.count += 1
    this.#networks.set(name, network)
    return network.leave
  }

  #leave(name: string): void {
    const network = this.#networks.get(name)
    if (network === undefined) return
    network.count -= 1
    if (network.count === 0) this.#networks.delete(name)
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

/** An IPv4 address, however it is written, or the first 64 bits of an IPv6 one. */
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
