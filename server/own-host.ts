import { isIP } from 'node:net'
import { parseUrl } from '@/contract/parse-url'
import { env } from '@/server/settings/env'

/** A valid `Host`: a name or an address, optionally with a port. */
const HOST = /^(?<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/i

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/** Addresses that a socket can listen on but that clients do not use as a host. */
const WILDCARDS = new Set(['0.0.0.0', '::'])

/**
 * Whether a request for this host is meant for us. Prevents DNS rebinding: a page whose name an attacker points at this machine
 * sends that name as its host, so it is refused even though its `Origin` matches its `Host`.
 *
 * Our hosts are loopback names, the address we listen on, ALLOWED_HOSTS and PUBLIC_URL's host. Without PUBLIC_URL, any IP
 * address is accepted instead: unlike a name, it cannot be rebound.
 *
 * @param host the `Host` header; `undefined` if there is none
 */
export function isOwnHost(host: string | undefined): boolean {
  const name = hostName(host)
  if (name === null) return false

  const { PUBLIC_URL, ALLOWED_HOSTS = [], HOST: listening } = env()
  if (LOOPBACK.test(name) || ALLOWED_HOSTS.includes(name)) return true
  // Our own publisher connects to the address that we listen on.
  if (name === hostName(authorityOf(listening)) && !WILDCARDS.has(name)) return true
  return PUBLIC_URL === undefined ? isIP(name) !== 0 : name === hostName(new URL(PUBLIC_URL).host)
}

/**
 * Like {@link isOwnHost}, for health checks: load balancers and orchestrators use an IP address, or send no host at all.
 * Neither can be a page under a rebound name.
 */
export function mayCheckHealth(host: string | undefined): boolean {
  return host === undefined || host === '' || isIP(hostName(host) ?? '') !== 0 || isOwnHost(host)
}

/**
 * Whether a page of this origin is one of ours. On PUBLIC_URL's host, it must equal PUBLIC_URL; on our other hosts, either
 * scheme is accepted, because a proxy may terminate HTTPS.
 *
 * @param host the `Host` header of the page's request
 */
export function isOwnOrigin(origin: string, host: string | null): boolean {
  const { PUBLIC_URL } = env()
  if (PUBLIC_URL !== undefined && origin === PUBLIC_URL) return true
  if (host === null || !isOwnHost(host)) return false

  const isPublic = PUBLIC_URL !== undefined && hostName(host) === hostName(new URL(PUBLIC_URL).host)
  return !isPublic && [`http://${host}`, `https://${host}`].some((own) => originOf(own) === origin)
}

/** The bare name or address, in lower case, without brackets, port and trailing dot; `null` if it is not a valid host. */
function hostName(host: string | undefined): string | null {
  const name = HOST.exec(host ?? '')?.groups?.name?.toLowerCase()
  return name?.replace(/^\[|\]$/g, '').replace(/(?<=.)\.$/, '') ?? null
}

function authorityOf(listening: string): string {
  return isIP(listening) === 6 ? `[${listening}]` : listening
}

/** The origin as browsers send it: in lower case, without the scheme's default port. */
function originOf(url: string): string | null {
  return parseUrl(url)?.origin ?? null
}
