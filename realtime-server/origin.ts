import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Where a request comes from. */
export type Origin = {
  /** The client's address. */
  address: string
  /** Whether the request was encrypted in transit, as with TLS that a proxy terminated. */
  isSecure: boolean
}

/** The origin according to the socket, unless the caller knows better. */
export function originOf({ socket }: IncomingMessage, known: Partial<Origin> = {}): Origin {
  const { address = socket.remoteAddress ?? 'unknown', isSecure = (socket as TLSSocket).encrypted === true } =
    known
  return { address, isSecure: isSecure || isLoopback(address) }
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Also recognizes IPv4-mapped IPv6 addresses. */
function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
