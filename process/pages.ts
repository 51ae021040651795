import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'

/** Next.js, which draws the pages. */
export type Pages = {
  listener: RequestListener
  /** Takes the sockets of hot reload, in development. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

/** Makes the pages ready. In development they change as their source does. */
export async function preparePages({
  isDevelopment,
  port,
  host,
}: {
  isDevelopment: boolean
  port: number
  host: string
}): Promise<Pages> {
  // Next listens for upgrades itself and ends those that it does not know. So it gets a server that never listens,
  // and hears of the upgrades that we hand to it.
  const upgrades = createServer()
  const app = next({ dev: isDevelopment, hostname: host, port, httpServer: upgrades })
  await app.prepare()
  const handle = app.getRequestHandler()

  return {
    listener: (request, response) => void handle(request, response),
    handleUpgrade: (request, socket, head) => {
      if (isDevelopment) upgrades.emit('upgrade', request, socket, head)
      else socket.destroy()
    },
    close: () => app.close(),
  }
}
