import { createServer, type RequestListener, type Server } from 'node:http'
import next from 'next'

/** Next.js, which draws the pages. */
export type Pages = { listener: RequestListener; close: () => Promise<void> }

/** Makes the pages ready. In development they change as their source does. */
export async function preparePages(
  server: Server,
  { isDevelopment, port, host }: { isDevelopment: boolean; port: number; host: string },
): Promise<Pages> {
  const app = next({
    dev: isDevelopment,
    hostname: host,
    port,
    // Next listens for upgrades itself. In production it has none to serve, so it gets a server that nobody calls.
    httpServer: isDevelopment ? server : createServer(),
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return { listener: (request, response) => void handle(request, response), close: () => app.close() }
}
