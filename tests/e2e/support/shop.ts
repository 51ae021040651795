import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import type { Porchlight } from './porchlight'

/** A shop page: its HTML, and its response headers. */
export type ShopPage = { body: string; headers?: Record<string, string> }

/** Another web site, on an origin of its own. Each test defines its pages. */
export class Shop {
  readonly origin: string
  /** Its pages, by path. */
  readonly pages = new Map<string, ShopPage>()
  readonly #server: Server

  private constructor(server: Server, scheme: string) {
    this.#server = server
    this.origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answer: RequestListener = ({ url = '' }, response) => {
      const page = this.pages.get(url.split('?')[0] ?? '')
      if (page === undefined) return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.body)
    }
    server.on('request', answer)
  }

  /** @param certificate serves it over https */
  static async start(certificate?: { key: string; cert: string }): Promise<Shop> {
    const server = certificate ? createSecureServer(certificate) : createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Shop(server, certificate ? 'https' : 'http')
  }

  /** Adds a page with `html` as its body and, by default, the tag. */
  show(path: string, html: string, headers: Record<string, string> = {}): void {
    this.pages.set(path, { body: `<!doctype html><html lang="en"><title>Lamps</title>${html}`, headers })
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

/** Lets pages of these origins show the chat of the default site, whose key is returned. */
export async function allowOrigins(porchlight: Porchlight, origins: string[]): Promise<string> {
  const client = new pg.Client({ connectionString: porchlight.databaseUrl() ?? '' })
  await client.connect()
  try {
    const { rows } = await client.query<{ key: string }>(
      'UPDATE site SET allowed_origins = $1 WHERE is_default RETURNING key',
      [origins],
    )
    const [site] = rows
    if (site === undefined) throw new Error('there is no default site')
    return site.key
  } finally {
    await client.end()
  }
}
