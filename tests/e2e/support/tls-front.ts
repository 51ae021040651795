import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type Certificate = { key: string; cert: string }

/** A self-signed certificate for this machine's own names, created for this run. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-tls-'))
  try {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name))
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ].concat(
        '-addext',
        'subjectAltName=DNS:localhost,IP:127.0.0.1',
        '-keyout',
        String(key),
        '-out',
        String(cert),
      ),
      { stdio: 'ignore' },
    )
    return { key: readFileSync(String(key), 'utf8'), cert: readFileSync(String(cert), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A proxy that terminates TLS, as in front of every installation on the internet. */
export class TlsFront {
  readonly port: number
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  static async start(certificate: Certificate): Promise<TlsFront> {
    const server = createServer(certificate)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new TlsFront(server)
  }

  /** Forwards to this port from now on. */
  forwardTo(port: number): void {
    this.#server.on('request', (incoming, response) => {
      const { method, url, headers } = incoming
      const forwarded = { ...headers, 'x-forwarded-proto': 'https' }
      const outgoing = request(
        { port, host: '127.0.0.1', method, path: url, headers: forwarded },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
          answer.pipe(response)
        },
      )
      outgoing.on('error', () => response.destroy())
      incoming.pipe(outgoing)
    })
    this.#server.on('upgrade', ({ method, url, rawHeaders }, socket, head) => {
      const upstream = connect(port, '127.0.0.1', () => {
        const lines = Array.from(
          { length: rawHeaders.length / 2 },
          (_, i) => `${rawHeaders[2 * i]}: ${rawHeaders[2 * i + 1]}`,
        )
        upstream.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      for (const [one, other] of [
        [upstream, socket],
        [socket, upstream],
      ] as const)
        one.on('error', () => other.destroy())
    })
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
