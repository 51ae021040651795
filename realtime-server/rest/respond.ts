import type { IncomingMessage, ServerResponse } from 'node:http'
import { toErrorInfo } from '../errors'
import { encodeMsgpack } from '../protocol/codec-msgpack'
import type { Format } from '../protocol/format'
import type { Reply } from './call'
import { corsHeaders } from './cors'

/** How an answer is written. */
type Form = { format: Format; envelope?: boolean }

/** Exactly these: the SDK in Node reads a body only if the type has nothing behind it. */
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

/** Answers with an error, in the body and in the headers: the SDK in browsers looks at these first. */
export function respondError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  form: Form,
): void {
  const info = toErrorInfo(error)
  const headers = {
    ...errorHeaders(info),
    // What is left of an unread body cannot be told from the next request.
    ...(request.complete ? {} : { connection: 'close' }),
  }
  respond(request, response, { status: info.statusCode, body: { error: info }, headers }, form)
}

/** An error in headers, for clients that do not read the body. */
export function errorHeaders({ code, message }: { code: number; message: string }): Record<string, string> {
  return { 'x-ably-errorcode': String(code), 'x-ably-errormessage': message }
}
