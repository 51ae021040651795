import { isIP } from 'node:net'
import { env } from '@/server/settings/env'

/** A host as requests name it: a name or an address, and perhaps a port. Whatever else there may be is nobody's. */
const HOST = /^(?<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/i

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/** Hosts under which a socket listens without being called by them. */
const WILDCARDS = new Set(['0.0.0.0', '::'])

/**
 * Whether a request that names this host is meant for us. A page whose name an attacker points at this machine (DNS
 * rebinding) brings its own name along, so it is refused here although its `Origin` agrees with its `Host`.
 *
 * With PUBLIC_URL these are its host, this machine's own names and ALLOWED_HOSTS. Without it any address counts in place of
 * PUBLIC_URL's host: nobody can point an address somewhere else.
 *
 * @param host the `Host` header; `undefined` where there is none
 */
export function isOwnHost(host: string | undefined): boolean {
  const name = hostName(host)
  if (name === null) return false

  const { PUBLIC_URL, ALLOWED_HOSTS = [], HOST: listening } = env()
  if (LOOPBACK.test(name) || ALLOWED_HOSTS.includes(name)) return true
  // Our own publisher calls the address that we listen on.
  if (name === hostName(authorityOf(listening)) && !WILDCARDS.has(name)) return true
  return PUBLIC_URL === undefined ? isIP(name) !== 0 : name === hostName(new URL(PUBLIC_URL).host)
}

/**
 * As {@link isOwnHost}, for the health check: load balancers and orchestrators call it by address, or name no host at
 * all. Neither can be a page under another name.
 */
export function mayCheckHealth(host: string | undefined): boolean {
  return host === undefined || host === '' || isIP(hostName(host) ?? '') !== 0 || isOwnHost(host)
}

/**
 * Whether a page of this origin is one of ours. Under PUBLIC_URL's host it must be PUBLIC_URL to the letter; under our
 * other hosts the scheme is not known, because a proxy may have taken https off.
 *
 * @param host the `Host` header of the request that the page has sent
 */
export function isOwnOrigin(origin: string, host: string | null): boolean {
  const { PUBLIC_URL } = env()
  if (PUBLIC_URL !== undefined && origin === PUBLIC_URL) return true
  if (host === null || !isOwnHost(host)) return false

  const isPublic = PUBLIC_URL !== undefined && hostName(host) === hostName(new URL(PUBLIC_URL).host)
  return !isPublic && [`http://${host}`, `https://${host}`].some((own) => originOf(own) === origin)
}

/** The name or address alone, in lower case, without brackets, port and a final dot; `null` for what is no host. */
function hostName(host: string | undefined): string | null {
  const name = HOST.exec(host ?? '')?.groups?.name?.toLowerCase()
  return name?.replace(/^\[|\]$/g, '').replace(/(?<=.)\.$/, '') ?? null
}

function authorityOf(listening: string): string {
  return isIP(listening) === 6 ? `[${listening}]` : listening
}

/** Without the scheme's own port, in lower case, as browsers write it. */
function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null
}
