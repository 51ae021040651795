import { env } from '@/server/env'
import { SupportError } from '@/server/support/errors'

/**
 * Refuses what a browser sends on behalf of another site: cookies travel with such requests, the intention does not.
 * Reading needs no check, because browsers keep the answer from a foreign page.
 *
 * @throws SupportError `csrf`
 */
export function requireOwnOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return

  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new SupportError('csrf')

  const origin = request.headers.get('origin')
  if (origin !== null && !isOwn(origin, request)) throw new SupportError('csrf')
}

function isOwn(origin: string, request: Request): boolean {
  const { PUBLIC_URL } = env()
  if (PUBLIC_URL !== undefined && origin === PUBLIC_URL) return true

  const host = request.headers.get('host')
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`)
}
