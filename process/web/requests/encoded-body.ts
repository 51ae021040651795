import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

/** A body as sent, with its ETag. */
export type EncodedBody = { bytes: Buffer; tag: string; encoding: Encoding }

/** A body in every encoding, each created on first use and shared by concurrent requests. */
export class EncodedBodies {
  readonly #read: () => Buffer | Promise<Buffer>
  readonly #bodies = new Map<Encoding, Promise<EncodedBody>>()

  constructor(read: () => Buffer | Promise<Buffer>) {
    this.#read = read
  }

  /** Rejects if reading fails; the next request tries again. */
  get(encoding: Encoding): Promise<EncodedBody> {
    const known = this.#bodies.get(encoding)
    if (known !== undefined) return known
    const body = this.#encode(encoding)
    this.#bodies.set(encoding, body)
    body.catch(() => this.#bodies.delete(encoding))
    return body
  }

  async #encode(encoding: Encoding): Promise<EncodedBody> {
    const bytes = await compressors[encoding](await this.#read())
    const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    return { bytes, tag, encoding }
  }
}

const compressors: Record<Encoding, (body: Buffer) => Buffer | Promise<Buffer>> = {
  identity: (body) => body,
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body, { level: 9 }),
}

/** Sends a body, or 304 if the browser has it. If it depends on more than its encoding, `headers` contains a `Vary`. */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, tag, encoding }: EncodedBody,
  headers: Record<string, string>,
): void {
  const described = { Vary: 'Accept-Encoding', ...headers, ETag: tag }
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, described).end()
  response.writeHead(200, {
    ...described,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    'Content-Length': bytes.byteLength,
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** The best encoding that an `Accept-Encoding` accepts. */
export function bestEncoding(accepted: string | string[] | undefined): Encoding {
  const names = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : 'identity'
}
