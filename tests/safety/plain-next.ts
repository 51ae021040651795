import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'

/** The pages and the API as plain Next.js serves them, without `process/`. */
export type PlainNext = { reach: { origin: string; fetch: typeof fetch }; stop: () => Promise<void> }

/** Starts the build in this process, on a port of its own. */
export async function startPlainNext(): Promise<PlainNext> {
  const app = next({ dev: false })
  await app.prepare()
  const server = createServer(app.getRequestHandler())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    reach: { origin: `http://127.0.0.1:${port}`, fetch },
    async stop() {
      server.closeAllConnections()
      server.close()
      await app.close()
    },
  }
}
