import { SupportError } from '@/server/errors'
import { isOwnOrigin } from '@/server/own-host'

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
  if (origin !== null && !isOwnOrigin(origin, request.headers.get('host'))) throw new SupportError('csrf')
}
