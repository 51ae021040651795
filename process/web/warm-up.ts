import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { log } from '@/server/logger'

/** A start must not hang because of a page. */
const PATIENCE_MS = 10_000

/**
 * Asks this server for a page, as a browser at `origin` would. Drawing the first one loads modules and compiles them, which
 * holds everything else up, on a busy machine for seconds: better before the start says that it is ready. A page that
 * cannot be drawn changes nothing.
 */
export async function warmUp(server: Server, origin: string, path: string): Promise<void> {
  const { port, address } = server.address() as AddressInfo
  const outgoing = request({
    host: loopbackOf(address),
    port,
    path,
    headers: { host: new URL(origin).host },
    timeout: PATIENCE_MS,
  })
  outgoing.on('timeout', () => outgoing.destroy(new Error('the page took too long')))
  try {
    outgoing.end()
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    await once(answer.resume(), 'end')
  } catch (error) {
    log.process.warn({ error, path }, 'a page could not be drawn in advance')
  }
}

/** Where a server that listens on every address is found. */
function loopbackOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  return address === '::' ? '::1' : address
}
