import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'

/** Next.js checks this header by throwing, which it answers with 500 and writes to the log. So we ask the same first. */
const { parseAndValidateFlightRouterState } = createRequire(import.meta.url)(
  'next/dist/server/app-render/parse-and-validate-flight-router-state.js',
) as { parseAndValidateFlightRouterState: (header: string | string[] | undefined) => unknown }

const READING = new Set(['GET', 'HEAD'])

/**
 * What the state of our deepest page comes to is a third of either. Next.js takes half a second over 16 kB of lists in lists,
 * and it does so before anybody is counted.
 */
const MAX_STATE_LENGTH = 4_096
const MAX_STATE_DEPTH = 32

/** What Next.js draws when its own drawing failed, always with 500. Nobody has a reason to ask for it. */
const ERROR_PAGE = /^\/_global-error(?![\w-])/

/**
 * The status to refuse a page with, or `null` when Next.js may have the request. Our pages take no server actions and no
 * forms, and have no images to resize: a request for these is a probe.
 */
export function refusalOfPage(request: IncomingMessage): 400 | 404 | 405 | null {
  const { method = '', url = '', headers } = request
  if (!READING.has(method)) return 405
  if (/^\/_next\/image\b/.test(url) || ERROR_PAGE.test(pathOf(url))) return 404
  return isWellFormed(url) && isRouterState(headers['next-router-state-tree']) ? null : 400
}

/** As Next.js finds pages: decoded, with slashes that are doubled or turned made one. */
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
  // Encoded or not; within texts, too, where honest states have none.
  for (const [bracket] of header.matchAll(/[[{\]}]|%[57][bd]/gi)) {
    depth += /[[{]|b$/i.test(bracket) ? 1 : -1
    if (depth > MAX_STATE_DEPTH) return false
  }
  return true
}
