import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { bestEncoding, EncodedBodies, sendBody } from './requests/encoded-body'

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

/** Answers a request for a file, or does not know it. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Serves the scripts and styles of the build from memory, each compressed once. Next.js compresses a file anew for every
 * request and buffers it for every reader; here all readers share one buffer, so those that never read cost nothing more.
 * The build is a finite table: no address leads out of it.
 *
 * @param folder a folder of files whose names change with their content; nothing is served where there is none
 * @param prefix where they are, as `/path/`
 * @param headers sent with each of them
 */
export function createStaticFiles(
  folder: string,
  prefix: string,
  headers: Record<string, string> = {},
): StaticFiles {
  const files = new Map(
    filesBelow(folder).map((file) => [
      prefix + file.replaceAll('\\', '/'),
      new StaticFile(path.join(folder, file), headers),
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
  readonly #extension: string
  readonly #headers: Record<string, string>
  readonly #bodies: EncodedBodies

  constructor(file: string, headers: Record<string, string>) {
    this.#headers = headers
    this.#extension = path.extname(file)
    this.#bodies = new EncodedBodies(() => readFile(file))
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const encoding = COMPRESSED.has(this.#extension)
      ? 'identity'
      : bestEncoding(request.headers['accept-encoding'])
    const body = await this.#bodies.get(encoding).catch(() => null)
    if (body === null) return void response.writeHead(404).end()
    sendBody(request, response, body, {
      ...this.#headers,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': TYPES[this.#extension] ?? 'application/octet-stream',
    })
  }
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
