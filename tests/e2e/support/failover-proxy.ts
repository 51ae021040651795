import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http'

/** How long a failed server is skipped, as `fail_timeout` in the nginx configuration of `docs/running.md`. */
const FAIL_TIMEOUT_MS = 1_000

/**
 * Balances requests among servers like nginx with that configuration: requests that could not be handed over, and failed GETs,
 * go to the next server. Any other failed request may have been processed, and gets 502.
 */
export class FailoverProxy {
  readonly #upstreams: { port: number; failedAt: number }[]
  readonly #server = createServer((request, response) => void this.#pass(request, response))
  #turn = 0

  constructor(ports: readonly number[]) {
    this.#upstreams = ports.map((port) => ({ port, failedAt: Number.NEGATIVE_INFINITY }))
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
  }

  close(): void {
    this.#server.close().closeAllConnections()
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request)
    for (const upstream of this.#inTurn()) {
      const outcome = await forward(request, body, upstream.port, response)
      if (outcome === 'answered') return
      upstream.failedAt = performance.now()
      if (outcome === 'broken' && request.method !== 'GET') break
    }
    if (response.headersSent) response.destroy()
    else response.writeHead(502).end()
  }

  /** Servers that failed recently are tried last. */
  #inTurn() {
    this.#turn += 1
    const from = this.#turn % this.#upstreams.length
    const all = [...this.#upstreams.slice(from), ...this.#upstreams.slice(0, from)]
    const living = all.filter(({ failedAt }) => performance.now() - failedAt > FAIL_TIMEOUT_MS)
    return living.length > 0 ? living : all
  }
}

type Outcome = 'answered' | 'not handed over' | 'broken'

function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  port: number,
  response: ServerResponse,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const onward = open({
      host: '127.0.0.1',
      port,
      method,
      path: url,
      headers: forwarded(headers),
      agent: false,
    })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('end', () => resolve('answered')).on('error', () => resolve('broken'))
    })
    onward.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' ? 'not handed over' : 'broken'),
    )
    onward.end(body)
  })
}

function forwarded(headers: IncomingMessage['headers']) {
  return { ...headers, connection: 'close', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
