import type { IncomingMessage, ServerResponse } from 'node:http'
import { RealtimeError } from '../errors'
import type { Logger } from '../options'
import { splitUrl } from '../url'
import { batchPublish } from './batch-publish'
import { Call, formatOf, type Handler, type RestParts } from './call'
import { channelStatus } from './channel-status'
import { corsHeaders, preflightHeaders } from './cors'
import { messageHistory, presenceHistory } from './history'
import { batchPresence, presentMembers } from './presence'
import { publishMessages } from './publish'
import { requestToken } from './request-token'
import { respond, respondError } from './respond'
import { revokeTokens } from './revoke-tokens'
import { stats, time } from './service'

/** Every path, with `:name` for a channel or key, and what answers it. The most frequent one first. */
const routes: [path: string, methods: Record<string, Handler>][] = [
  ['/channels/:name/messages', { POST: publishMessages, GET: messageHistory }],
  ['/messages', { POST: batchPublish }],
  ['/keys/:name/requestToken', { POST: requestToken }],
  ['/keys/:name/revokeTokens', { POST: revokeTokens }],
  ['/channels/:name/presence', { GET: presentMembers }],
  ['/channels/:name/presence/history', { GET: presenceHistory }],
  ['/channels/:name', { GET: channelStatus }],
  ['/presence', { GET: batchPresence }],
  ['/time', { GET: time }],
  ['/stats', { GET: stats }],
]

const table = routes.map(([path, methods]) => ({ segments: path.slice(1).split('/'), methods }))

/** The first segments of the paths that belong to the protocol. */
const owned = new Set(table.map(({ segments }) => segments[0]))

/** The REST side of the server. */
export class Router {
  readonly #parts: RestParts
  readonly #logger: Logger

  constructor(parts: RestParts, logger: Logger) {
    this.#parts = parts
    this.#logger = logger
  }

  /** Answers a request whose path belongs to the protocol. False, and nothing happens, for any other. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname, params } = splitUrl(request.url ?? '')
    const segments = pathname.slice(1).split('/')
    if (!owned.has(segments[0])) return false

    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...corsHeaders(request), ...preflightHeaders }).end()
      return true
    }
    this.#answer(request, response, segments, params).catch((error) => {
      if (!(error instanceof RealtimeError))
        this.#logger.error(
          { error, method: request.method },
          'a realtime request failed for a reason of ours',
        )
      if (response.headersSent) response.destroy()
      else respondError(request, response, error, formatOf(request.headers.accept))
    })
    return true
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    segments: readonly string[],
    params: URLSearchParams,
  ): Promise<void> {
    const { handler, name } = find(request.method ?? '', segments)
    const call = new Call(this.#parts, request, { params, name })
    const reply = await handler(call)
    respond(request, response, reply, reply.format ?? call.format)
  }
}

/** @throws RealtimeError `not_found`, `method_not_allowed` */
function find(method: string, segments: readonly string[]): { handler: Handler; name: string } {
  const route = table.find((candidate) => matches(candidate.segments, segments))
  if (!route) throw new RealtimeError('not_found', 'there is nothing at this path')
  const handler = route.methods[method]
  if (!handler) throw new RealtimeError('method_not_allowed', 'not a method of this path')
  return { handler, name: decode(segments[1] ?? '') }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === ':name' || part === segments[index])
  )
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new RealtimeError('bad_request', 'the path is not percent-encoded')
  }
}
