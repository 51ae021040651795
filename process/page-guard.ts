import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'

/** Next.js checks this header by throwing, which it answers with 500 and writes to the log. So we ask the same first. */
const { parseAndValidateFlightRouterState } = createRequire(import.meta.url)(
  'next/dist/server/app-render/parse-and-validate-flight-router-state.js',
) as { parseAndValidateFlightRouterState: (header: string | string[] | undefined) => unknown }

const READING = new Set(['GET', 'HEAD'])

/**
 * The status to refuse a page with, or `null` when Next.js may have the request. Our pages take no server actions and no
 * forms, and have no images to resize: a request for these is a probe.
 */
export function refusalOfPage(request: IncomingMessage): 400 | 404 | 405 | null {
  const { method = '', url = '', headers } = request
  if (!READING.has(method)) return 405
  if (/^\/_next\/image\b/.test(url)) return 404
  return isWellFormed(url) && isRouterState(headers['next-router-state-tree']) ? null : 400
}

function isWellFormed(url: string): boolean {
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\u0000')
  } catch {
    return false
  }
}

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}
