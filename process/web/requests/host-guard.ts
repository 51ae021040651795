import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { API_PREFIX, pathOf } from '@/contract/api-calls'
import { type ErrorBody, errorCodes } from '@/contract/error-codes'
import { isOwnHost, mayCheckHealth } from '@/server/own-host'

type Refusal = { status: 400 | 421; headers: Record<string, string>; body: string }

const HEALTH = pathOf('getHealth')

/** Answers a request whose `Host` is not one of ours. Returns whether it did: then nobody else may answer. */
export function refuseForeignHost(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = refusalOf(request)
  if (refusal === null) return false

  response.writeHead(refusal.status, refusal.headers).end(refusal.body)
  return true
}

/** As {@link refuseForeignHost}, for a request to upgrade. */
export function refuseForeignUpgrade(request: IncomingMessage, socket: Duplex): boolean {
  const refusal = refusalOf(request)
  if (refusal === null) return false

  const { status, headers, body } = refusal
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
  return true
}

function refusalOf(request: IncomingMessage): Refusal | null {
  // Two of them may mean one host to a proxy and another one to us (RFC 9112, section 3.2).
  if (countHosts(request) > 1) return refusal(400, 'text/plain', 'A request names one host.\n')

  const { url = '', headers } = request
  if (url.split('?')[0] === HEALTH ? mayCheckHealth(headers.host) : isOwnHost(headers.host)) return null
  const { status, message } = errorCodes.misdirected_request
  if (!url.startsWith(API_PREFIX)) return refusal(status, 'text/plain', `${message}\n`)

  const requestId = crypto.randomUUID()
  const body: ErrorBody = { error: { code: 'misdirected_request', message, requestId } }
  return refusal(status, 'application/json', JSON.stringify(body))
}

function refusal(status: Refusal['status'], type: string, body: string): Refusal {
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    // What follows on this connection was meant for somebody else, too.
    Connection: 'close',
  }
  return { status, headers, body }
}

function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') count += 1
  }
  return count
}
