import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Credentials } from '../auth/authenticator'
import { RealtimeError, toErrorInfo } from '../errors'
import { decodeMsgpack, encodeMsgpack } from '../protocol/codec-msgpack'
import type { Format } from '../protocol/format'
import { corsHeaders } from './cors'

/** One request and its answer, in the formats of the protocol. */
export class Exchange {
  readonly method: string
  /** The segments of the path, decoded. */
  readonly segments: readonly string[]
  readonly params: URLSearchParams
  readonly #request: IncomingMessage
  readonly #response: ServerResponse

  /** @throws RealtimeError `bad_request` for a path that cannot be decoded */
  constructor(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://localhost')
    this.method = request.method ?? 'GET'
    this.segments = url.pathname.slice(1).split('/').map(decodeSegment)
    this.params = url.searchParams
    this.#request = request
    this.#response = response
  }

  /** Who asks: by header, or by query. `null` when nobody says. */
  get credentials(): Credentials | null {
    const [, scheme = '', value = ''] = /^(\w+) (.+)$/.exec(this.#request.headers.authorization ?? '') ?? []
    if (scheme.toLowerCase() === 'basic') return { key: fromBase64(value) }
    // The SDK sends tokens in base64, others as they are. A JWT has dots, which base64 has not.
    if (scheme.toLowerCase() === 'bearer') return { token: value.includes('.') ? value : fromBase64(value) }
    return credentialsOfQuery(this.params)
  }

  /** Who the client says it is; `null` when it does not. */
  get clientId(): string | null {
    const header = this.#request.headers['x-ably-clientid']
    return typeof header === 'string' ? fromBase64(header) : this.params.get('clientId')
  }

  /**
   * Reads the body in the format that its content type names.
   *
   * @throws RealtimeError `bad_request`, `message_too_large` above `maxSize` bytes
   */
  async body(maxSize: number): Promise<unknown> {
    const bytes = await readBytes(this.#request, maxSize)
    if (bytes.length === 0) return undefined
    try {
      const isMsgpack = /^application\/x-msgpack/.test(this.#request.headers['content-type'] ?? '')
      return isMsgpack ? decodeMsgpack(bytes) : JSON.parse(bytes.toString('utf8'))
    } catch {
      throw new RealtimeError('bad_request', 'the body is not what its content type says')
    }
  }

  /** The format that the client wants its answers in. */
  get format(): Format {
    const wanted = this.params.get('format') ?? this.#request.headers.accept ?? ''
    return wanted.includes('msgpack') ? 'msgpack' : 'json'
  }

  send(statusCode: number, body: unknown, headers: Record<string, string> = {}): void {
    const isMsgpack = this.format === 'msgpack'
    const bytes = isMsgpack ? encodeMsgpack(body) : Buffer.from(JSON.stringify(body))
    this.#response.writeHead(statusCode, {
      // Exactly so: the SDK reads a body only under these very names, without a charset.
      'content-type': isMsgpack ? 'application/x-msgpack' : 'application/json',
      'content-length': bytes.byteLength,
      'cache-control': 'no-store',
      ...corsHeaders(this.#request),
      ...headers,
    })
    this.#response.end(bytes)
  }

  sendNothing(): void {
    this.#response.writeHead(204, corsHeaders(this.#request))
    this.#response.end()
  }

  /** The SDK reads an error from the body, or from the headers where it does not trust the body. */
  sendError(error: unknown): void {
    const info = toErrorInfo(error)
    this.send(
      info.statusCode,
      { error: info },
      { 'x-ably-errorcode': String(info.code), 'x-ably-errormessage': info.message.replace(/[^ -~]/g, '?') },
    )
  }
}

/** The SDK spells the token's name one way, the specification another. */
function credentialsOfQuery(params: URLSearchParams): Credentials | null {
  const key = params.get('key')
  if (key !== null) return { key }
  const token = params.get('access_token') ?? params.get('accessToken')
  return token === null ? null : { token }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new RealtimeError('bad_request', 'the path is not percent-encoded')
  }
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}

async function readBytes(request: IncomingMessage, maxSize: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxSize)
      throw new RealtimeError('message_too_large', `the body has more than ${maxSize} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
