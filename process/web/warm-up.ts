import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { log } from '@/server/logger'

/** A slow page must not block start-up. */
const TIMEOUT_MS = 10_000

/**
 * Requests a page from this server, as a browser at `origin` would. Rendering the first page loads and compiles modules, which
 * blocks everything else, for seconds on a busy machine, so it is done before start-up reports ready. Failure is harmless.
 */
export async function warmUp(server: Server, origin: string, path: string): Promise<void> {
  const { port, address } = server.address() as AddressInfo
  const outgoing = request({
    host: loopbackOf(address),
    port,
    path,
    headers: { host: new URL(origin).host },
    timeout: TIMEOUT_MS,
  })
  outgoing.on('timeout', () => outgoing.destroy(new Error('the page took too long')))
  try {
    outgoing.end()
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    await once(answer.resume(), 'end')
  } catch (error) {
    log.process.warn({ error, path }, 'could not render a page in advance')
  }
}

/** The loopback address of a server that listens on all addresses. */
function loopbackOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  return address === '::' ? '::1' : address
}
