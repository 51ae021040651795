import * as z from 'zod/mini'
import type { ErrorCode } from '@/contract/error-codes'
import { MAX_BODY_BYTES } from '@/contract/limits'
import { SupportError } from '@/server/errors'
import { readIncomingBody } from './incoming-body'

type Schema = z.core.$ZodType

/**
 * Reads and validates a JSON body.
 *
 * @throws SupportError `unsupported_media_type`, `payload_too_large`, `invalid_encoding`, `invalid_json`, or
 *   `validation_failed` (or a more specific code) with the first invalid field
 */
export async function readJson<S extends Schema>(request: Request, schema: S): Promise<z.output<S>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type) || request.headers.has('content-encoding')) {
    throw new SupportError('unsupported_media_type')
  }
  return parse(schema, parseJson(decode(await readBytes(request))))
}

/**
 * Reads a body that is a file. The caller must check its content.
 *
 * @param types the accepted content types; any other throws `refusal`
 * @throws SupportError `refusal`, `payload_too_large`
 */
export async function readFile(
  request: Request,
  types: readonly string[],
  refusal: ErrorCode,
): Promise<Uint8Array<ArrayBuffer>> {
  const type = request.headers.get('content-type')?.toLowerCase() ?? ''
  if (!types.includes(type) || request.headers.has('content-encoding')) throw new SupportError(refusal)
  return readBytes(request)
}

/**
 * Reads and validates the query. Unknown, empty and repeated parameters are errors.
 *
 * @throws SupportError `validation_failed` with the parameter's name
 */
export function readQuery<S extends Schema>(request: Request, schema: S): z.output<S> {
  const values = new Map<string, string>()
  for (const [name, value] of new URL(request.url).searchParams) {
    if (values.has(name)) throw new SupportError('validation_failed', { param: name })
    values.set(name, value)
  }
  return parse(schema, Object.fromEntries(values))
}

/**
 * Reads an id from a path.
 *
 * @throws SupportError `not_found` if it is not a valid id
 */
export function readId(text: string): string {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) {
    throw new SupportError('not_found')
  }
  return text.toLowerCase()
}

/**
 * Reads a site's id from a path.
 *
 * @throws SupportError `not_found` if it is not a valid id
 */
export function readSiteId(text: string): string {
  if (!/^[a-z0-9]{8}$/.test(text)) throw new SupportError('not_found')
  return text
}

const bodies = new WeakMap<Request, Promise<Uint8Array<ArrayBuffer>>>()

/**
 * Waits until the body has arrived or is too long, which {@link readBytes} then reports. Until then, a slow body occupies only its
 * connection. A client that disconnects while sending gets `request_timeout`.
 */
export async function receiveBody(request: Request): Promise<void> {
  if (!request.headers.has('content-length') && !request.headers.has('transfer-encoding')) return
  const body = readAll(request)
  bodies.set(request, body)
  await body.catch(() => {})
}

/**
 * Reads the raw body.
 *
 * @throws SupportError `payload_too_large`
 */
export function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  return bodies.get(request) ?? readAll(request)
}

async function readAll(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readWhole(request)
  } catch (cause) {
    if (cause instanceof SupportError) throw cause
    // The connection broke: not our fault, and not logged, because strangers could flood the log.
    throw new SupportError('request_timeout', { cause })
  }
}

async function readWhole(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > MAX_BODY_BYTES) throw new SupportError('payload_too_large')
  // The common and fast case: the HTTP parser enforces the declared length.
  if (length !== null) return new Uint8Array(await request.arrayBuffer())
  const bytes = await readIncomingBody(request, MAX_BODY_BYTES)
  if (bytes === null) throw new SupportError('payload_too_large')
  return bytes
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new SupportError('invalid_encoding', { cause })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SupportError('invalid_json', { cause })
  }
}

function parse<S extends Schema>(schema: S, value: unknown): z.output<S> {
  const result = z.safeParse(schema, value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue === undefined) throw new SupportError('validation_failed')

  const path = (issue.path ?? []).map(String)
  if (issue.code === 'unrecognized_keys') path.push(String(issue.keys[0]))
  const code = issue.code === 'custom' ? (issue.params?.code as ErrorCode | undefined) : undefined
  throw new SupportError(code ?? 'validation_failed', { param: path.join('.') || undefined })
}
