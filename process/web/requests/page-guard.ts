import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'

/** Next.js answers an invalid header with 500 and logs the error, so we run its check first. */
const { parseAndValidateFlightRouterState } = createRequire(import.meta.url)(
  'next/dist/server/app-render/parse-and-validate-flight-router-state.js',
) as { parseAndValidateFlightRouterState: (header: string | string[] | undefined) => unknown }

const READING = new Set(['GET', 'HEAD'])

/**
 * Our deepest page uses a third of either limit. Next.js needs half a second to parse 16 kB of nested lists, and does so before
 * rate limits apply.
 */
const MAX_STATE_LENGTH = 4_096
const MAX_STATE_DEPTH = 32

/** The page that Next.js renders when rendering fails, always with 500. There is no reason to request it. */
const ERROR_PAGE = /^\/_global-error(?![\w-])/

/**
 * Returns the status to refuse a page request with, or `null` to pass it to Next.js. Our pages use no server actions, form posts or
 * image resizing, so requests for those are probes.
 */
export function refusalOfPage(request: IncomingMessage): 400 | 404 | 405 | null {
  const { method = '', url = '', headers } = request
  if (!READING.has(method)) return 405
  if (/^\/_next\/image\b/.test(url) || ERROR_PAGE.test(pathOf(url))) return 404
  return isWellFormed(url) && isRouterState(headers['next-router-state-tree']) ? null : 400
}

/** The path as Next.js matches it: decoded, with repeated slashes and backslashes collapsed. */
function pathOf(url: string): string {
  const path = url.split('?')[0] ?? ''
  try {
    return decodeURIComponent(path).replace(/[\\/]+/g, '/')
  } catch {
    return path
  }
}

function isWellFormed(url: string): boolean {
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\u0000')
  } catch {
    return false
  }
}

function isRouterState(header: string | string[] | undefined): boolean {
  if (header !== undefined && !isCheapState(String(header))) return false
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}

function isCheapState(header: string): boolean {
  if (header.length > MAX_STATE_LENGTH) return false
  let depth = 0
  // Encoded or not, and even inside strings, where genuine states have no brackets.
  for (const [bracket] of header.matchAll(/[[{\]}]|%[57][bd]/gi)) {
    depth += /[[{]|b$/i.test(bracket) ? 1 : -1
    if (depth > MAX_STATE_DEPTH) return false
  }
  return true
}
