import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

/** A body as it is sent, and its tag. */
export type EncodedBody = { bytes: Buffer; tag: string; encoding: Encoding }

/** One body in every encoding, each made at the first request for it, however many come at once. */
export class EncodedBodies {
  readonly #read: () => Buffer | Promise<Buffer>
  readonly #bodies = new Map<Encoding, Promise<EncodedBody>>()

  constructor(read: () => Buffer | Promise<Buffer>) {
    this.#read = read
  }

  /** @throws what reading throws; the next request reads again */
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

/** Sends a body, or says that the browser has it. */
export function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, tag, encoding }: EncodedBody,
  headers: Record<string, string>,
): void {
  const described = { ...headers, ETag: tag, Vary: 'Accept-Encoding' }
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
