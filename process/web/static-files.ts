import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const URL_PREFIX = '/_next/static/'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=UTF-8',
  '.js': 'application/javascript; charset=UTF-8',
  '.json': 'application/json; charset=UTF-8',
  '.map': 'application/json; charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=UTF-8',
  '.woff2': 'font/woff2',
}

/** What gains nothing by being compressed again. */
const COMPRESSED = new Set(['.woff2'])

type Encoding = 'br' | 'gzip' | 'identity'

type Body = { bytes: Buffer; tag: string }

/** Answers a request for a file, or does not know it. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Serves the scripts and styles of the build from memory, each compressed once. Next.js compresses a file anew for every
 * request and buffers it for every reader; here all readers share one buffer, so those that never read cost nothing more.
 * The build is a finite table: no address leads out of it.
 *
 * @param folder the build's `static` folder; nothing is served where there is none
 */
export function createStaticFiles(folder: string): StaticFiles {
  const files = new Map(
    filesBelow(folder).map((file) => [
      URL_PREFIX + file.replaceAll('\\', '/'),
      new StaticFile(path.join(folder, file)),
    ]),
  )
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const file = files.get(request.url?.split('?')[0] ?? '')
    if (file === undefined) return false
    void file.answer(request, response)
    return true
  }
}

class StaticFile {
  readonly #file: string
  readonly #extension: string
  readonly #bodies = new Map<Encoding, Promise<Body>>()

  constructor(file: string) {
    this.#file = file
    this.#extension = path.extname(file)
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const encoding = COMPRESSED.has(this.#extension)
      ? 'identity'
      : bestEncoding(request.headers['accept-encoding'])
    const body = await this.#body(encoding).catch(() => null)
    if (body === null) return void response.writeHead(404).end()
    const { bytes, tag } = body
    const headers = {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': TYPES[this.#extension] ?? 'application/octet-stream',
      ETag: tag,
      Vary: 'Accept-Encoding',
    }
    if (request.headers['if-none-match'] === tag) return void response.writeHead(304, headers).end()
    response.writeHead(200, {
      ...headers,
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      'Content-Length': bytes.byteLength,
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  /** Made at the first request, however many come at once. */
  #body(encoding: Encoding): Promise<Body> {
    const known = this.#bodies.get(encoding)
    if (known !== undefined) return known
    const body = readFile(this.#file).then(compressors[encoding]).then(withTag)
    this.#bodies.set(encoding, body)
    // A file that could not be read once may be read the next time.
    body.catch(() => this.#bodies.delete(encoding))
    return body
  }
}

const compressors: Record<Encoding, (body: Buffer) => Buffer | Promise<Buffer>> = {
  identity: (body) => body,
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body, { level: 9 }),
}

function withTag(bytes: Buffer): Body {
  return { bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}

function bestEncoding(accepted: string | string[] | undefined): Encoding {
  const names = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : 'identity'
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
  } catch {
    return []
  }
}
