import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { log } from '@/server/logger'

/** Headers by which proxies describe the client. Anyone else may spoof them. */
const FORWARDED = /^(x-forwarded-.*|x-real-ip|forwarded)$/i

/** Requests that, according to a trusted proxy, arrived over HTTPS. */
const overHttps = new WeakSet<IncomingMessage>()

/** Whether a request reached a trusted proxy over HTTPS. Call it after {@link ClientOf}. */
export function cameOverHttps(request: IncomingMessage): boolean {
  return overHttps.has(request)
}

/** The trustworthy client address of a request. */
export type ClientOf = (request: IncomingMessage) => string

/**
 * Strips spoofable forwarding headers. Only trusted proxies may set the client's address and the requested host; code that runs
 * later never sees these headers.
 *
 * @param trusted addresses and networks, as in `10.0.0.0/8`
 * @returns a function for the client's address. Call it once per request, before anything reads the headers
 */
export function createClientReader(trusted: readonly string[]): ClientOf {
  const isProxy = createProxyCheck(trusted)
  const warnOfUntrusted = createForwardingWarning()

  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress ?? '')
    const forwardedFor = listOf(request, 'x-forwarded-for')
    const [forwardedHost] = listOf(request, 'x-forwarded-host')
    const [forwardedPort] = listOf(request, 'x-forwarded-port')
    const protocols = listOf(request, 'x-forwarded-proto')
    removeForwarded(request)
    if (!isProxy(peer)) {
      if (forwardedFor.length > 0) warnOfUntrusted()
      return peer
    }

    if (protocols.length > 0 && protocols.every((protocol) => protocol === 'https')) overHttps.add(request)
    if (forwardedHost !== undefined)
      setHeader(request, 'host', requestedHost(request, forwardedHost, forwardedPort))
    // From our side outwards: the first address that is not a trusted proxy is the client's.
    let client = peer
    for (const address of forwardedFor.reverse().map(plainAddress)) {
      if (!isProxy(client) || isIP(address) === 0) break
      client = address
    }
    return client
  }
}

/**
 * The host that the browser requested, with its port. Proxies often forward only the name (nginx's `$host`), with the port in
 * `Host`, in another header, or replaced by their own. All candidates come from the proxy, so the browser's `Origin` may safely
 * choose among them.
 */
function requestedHost({ headers }: IncomingMessage, forwarded: string, port: string | undefined): string {
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

/** Returns a check for the addresses of trusted proxies. */
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

/** Warns once: behind an untrusted proxy, all clients look like one and share its limits. */
function createForwardingWarning(): () => void {
  let hasWarned = false
  return () => {
    if (hasWarned) return
    hasWarned = true
    log.http.warn(
      {},
      'X-Forwarded-For came from an address that is not in TRUSTED_PROXIES: if it is your proxy, add it there, or all its clients share one set of limits',
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

/** Without the port that some proxies add, and without the IPv6 mapping of IPv4. */
function plainAddress(text: string): string {
  const address = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Edits both of Node.js's views of the headers, because libraries read either. */
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
