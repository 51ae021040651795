import { processWide } from '@/server/process-wide'

/** A `Request` does not have its sender's address, so `process/web/api-server.ts` stores it here. */
const addresses = processWide('peer-addresses', () => new WeakMap<Request, string>())

/** Stores the address of a request's sender. */
export function notePeerAddress(request: Request, address: string): void {
  addresses.set(request, address)
}

/**
 * The sender's network as a key for limits: an IPv4 address, or the first 64 bits of an IPv6 one, because a household owns the
 * whole /64. Requests without a stored address share one key.
 */
export function peerNetwork(request: Request): string {
  return networkOf(addresses.get(request) ?? 'unknown')
}

/** The normalized network of an address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  return address.includes(':') ? `${firstGroups(address)}::/64` : address
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - rest.length).fill('0')
  // Normalize the spelling.
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
