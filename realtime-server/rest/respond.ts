import type { IncomingMessage, ServerResponse } from 'node:http'
import { toErrorInfo } from '../errors'
import { encodeMsgpack } from '../protocol/codec-msgpack'
import type { Format } from '../protocol/format'
import type { Reply } from './call'
import { corsHeaders } from './cors'

/** The form of a response. */
type Form = { format: Format; envelope?: boolean }

/** Exactly these: the SDK in Node parses a body only if its type has no parameters. */
const contentTypes = { json: 'application/json', msgpack: 'application/x-msgpack' } as const

/** @param form with an envelope, status and headers travel in the body, for clients that cannot read them */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { format, envelope = false }: Form,
): void {
  const { status = 200, body, headers } = envelope ? enveloped(reply) : reply
  if (status === 204) {
    response.writeHead(status, { ...corsHeaders(request), ...headers }).end()
    return
  }
  const bytes = format === 'json' ? Buffer.from(JSON.stringify(body)) : encodeMsgpack(body)
  response.writeHead(status, {
    ...corsHeaders(request),
    'content-type': contentTypes[format],
    'x-content-type-options': 'nosniff',
    'content-length': bytes.byteLength,
    ...headers,
  })
  response.end(bytes)
}

function enveloped({ status = 200, body, headers = {} }: Reply): Reply {
  return { body: { statusCode: status, headers, response: body }, headers }
}

/** Responds with an error in body and headers: the SDK in browsers checks the headers first. */
export function respondError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  form: Form,
): void {
  const info = toErrorInfo(error)
  const headers = {
    ...errorHeaders(info),
    // Keeps the rest of an unread body from being parsed as the next request.
    ...(request.complete ? {} : { connection: 'close' }),
  }
  respond(request, response, { status: info.statusCode, body: { error: info }, headers }, form)
}

/** An error as headers, for clients that do not read the body. */
export function errorHeaders({ code, message }: { code: number; message: string }): Record<string, string> {
  return { 'x-ably-errorcode': String(code), 'x-ably-errormessage': message }
}
