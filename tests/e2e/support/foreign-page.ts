import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as Ably from 'ably'

const pages: Record<string, { type: string; body: () => Promise<string | Buffer> }> = {
  '/': {
    type: 'text/html',
    body: async () => '<!doctype html><title>shop</title><script src="/ably.js"></script>',
  },
  '/ably.js': { type: 'text/javascript', body: () => readFile('node_modules/ably/build/ably.min.js') },
}

/** Another site on an origin of its own: the full `ably` bundle, and an endpoint that signs token requests. */
export class ForeignPage {
  readonly url: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** @param key the signing key, and the capability to request */
  static async start({ key, capability }: { key: string; capability: object }): Promise<ForeignPage> {
    const signer = new Ably.Rest({ key })
    const server = createServer(async ({ url = '' }, response) => {
      if (url.startsWith('/auth')) {
        const params = { clientId: 'vera', capability: JSON.stringify(capability) }
        const request = await signer.auth.createTokenRequest(params)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request))
        return
      }
      const page = pages[url]
      if (page) response.writeHead(200, { 'content-type': page.type }).end(await page.body())
      else response.writeHead(204).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new ForeignPage(server)
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
