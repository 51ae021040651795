import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { log } from '@/server/logger'

/** What proxies say about the client. From anybody else it is an invention. */
const FORWARDED = /^(x-forwarded-.*|x-real-ip|forwarded)$/i

/** Requests of which a trusted proxy says that it got them over https. */
const overHttps = new WeakSet<IncomingMessage>()

/** Whether a proxy that is trusted says that it got a request over https. Ask after the {@link ClientOf}. */
export function cameOverHttps(request: IncomingMessage): boolean {
  return overHttps.has(request)
}

/** Who sent a request, as far as it may be believed. */
export type ClientOf = (request: IncomingMessage) => string

/**
 * Makes requests say only what may be believed. A proxy that is trusted may name the client's address and the host that it
 * called; from everybody else, and for everything that comes after, those headers do not exist.
 *
 * @param trusted addresses and networks, as in `10.0.0.0/8`
 * @returns the client's address. Call it once for each request, before anyone reads its headers
 */
export function createClientReader(trusted: readonly string[]): ClientOf {
  const isProxy = createProxyCheck(trusted)
  const warnOfStranger = createForwardingWarning()

  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '')
    const forwardedFor = listOf(request, 'x-forwarded-for')
    const [forwardedHost] = listOf(request, 'x-forwarded-host')
    const [forwardedPort] = listOf(request, 'x-forwarded-port')
    const protocols = listOf(request, 'x-forwarded-proto')
    removeForwarded(request)
    if (!isProxy(peer)) {
      if (forwardedFor.length > 0) warnOfStranger()
      return peer
    }

    if (protocols.length > 0 && protocols.every((protocol) => protocol === 'https')) overHttps.add(request)
    if (forwardedHost !== undefined)
      setHeader(request, 'host', calledHost(request, forwardedHost, forwardedPort))
    // From our side outwards: the first address that no proxy of ours has is the client's.
    let client = peer
    for (const address of forwardedFor.reverse().map(plainAddress)) {
      if (!isProxy(client) || isIP(address) === 0) break
      client = address
    }
    return client
  }
}

/**
 * The host that the browser called, with its port. Proxies often forward the name alone (nginx's `$host`), and name the port
 * in `Host`, in another header, or only their own there. All of these come from the proxy, so the browser's `Origin` may
 * choose between them.
 */
function calledHost({ headers }: IncomingMessage, forwarded: string, port: string | undefined): string {
  const passedOn = headers.host ?? ''
  const isSameName = nameOf(passedOn) === nameOf(forwarded)
  const possible = [
    forwarded,
    ...(hasPort(forwarded) || !isSameName ? [] : [passedOn]),
    ...(hasPort(forwarded) || !/^\d{1,5}$/.test(port ?? '') ? [] : [`${forwarded}:${port}`]),
  ]
  const origin = /^https?:\/\/(.+)$/i.exec(headers.origin ?? '')?.[1]
  const chosen = possible.find((host) => host.toLowerCase() === origin?.toLowerCase())
  return chosen ?? (isSameName && !hasPort(forwarded) ? passedOn : forwarded)
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

function hasPort(host: string): boolean {
  return /:\d+$/.test(host)
}

/** True for the addresses of trusted proxies. */
export function createProxyCheck(trusted: readonly string[]): (address: string) => boolean {
  const proxies = new BlockList()
  for (const network of trusted) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    proxies.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return (text) => {
    const address = plainAddress(text)
    return isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Once: a proxy that nobody named makes all its clients one, and its operator should know why they share their limits. */
function createForwardingWarning(): () => void {
  let hasWarned = false
  return () => {
    if (hasWarned) return
    hasWarned = true
    log.http.warn(
      {},
      'X-Forwarded-For came from an address that is not in TRUSTED_PROXIES: if it is a proxy of yours, name it there, or all its clients share the limits of one',
    )
  }
}

function listOf(request: IncomingMessage, name: string): string[] {
  const text = [request.headers[name] ?? []].flat().join(',')
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Without the port that some proxies add, and IPv4 as itself. */
function plainAddress(text: string): string {
  const address = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Both views that Node.js gives of the headers: some read one, some the other. */
function removeForwarded(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (FORWARDED.test(name)) delete request.headers[name]
  const { rawHeaders } = request
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (FORWARDED.test(rawHeaders[index] ?? '')) rawHeaders.splice(index, 2)
  }
}

function setHeader(request: IncomingMessage, name: string, value: string): void {
  request.headers[name] = value
  const { rawHeaders } = request
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) rawHeaders[index + 1] = value
  }
}
