import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusePlainKey } from '../auth/plain-key'
import type { Apps } from '../core/apps'
import { RealtimeError } from '../errors'
import type { Logger } from '../options'
import type { Origin } from '../origin'
import { splitUrl } from '../url'
import { annotateMessage, listAnnotations } from './annotations'
import { batchPublish } from './batch-publish'
import { Call, formatOf, type Handler } from './call'
import { channelStatus, listChannels } from './channel-status'
import { corsHeaders, preflightHeaders } from './cors'
import { credentialsOf } from './credentials'
import { FailedKeys } from './failed-keys'
import { forgetHistory } from './forget-history'
import { messageHistory, presenceHistory } from './history'
import { changeMessage, getMessage, messageVersions } from './message'
import { batchPresence, presentMembers } from './presence'
import { createApplication, deleteApplication } from './provisioning'
import { publishMessages } from './publish'
import { requestToken } from './request-token'
import { respond, respondError } from './respond'
import { revokeTokens } from './revoke-tokens'
import { time } from './service'
import { addStats, stats } from './stats'

type Route = [path: string, methods: Record<string, Handler>]

/** All paths with their handlers, the most frequent first. `:name` is a channel or key, `:serial` a message. */
export const routes: Route[] = [
  ['/channels/:name/messages', { POST: publishMessages, GET: messageHistory, DELETE: forgetHistory }],
  ['/channels/:name/messages/:serial', { GET: getMessage, PATCH: changeMessage }],
  ['/channels/:name/messages/:serial/versions', { GET: messageVersions }],
  ['/channels/:name/messages/:serial/annotations', { POST: annotateMessage, GET: listAnnotations }],
  ['/messages', { POST: batchPublish }],
  ['/keys/:name/requestToken', { POST: requestToken, GET: requestToken }],
  ['/keys/:name/revokeTokens', { POST: revokeTokens }],
  ['/channels/:name/presence', { GET: presentMembers }],
  ['/channels/:name/presence/history', { GET: presenceHistory }],
  ['/channels', { GET: listChannels }],
  ['/channels/:name', { GET: channelStatus }],
  ['/presence', { GET: batchPresence }],
  ['/time', { GET: time }],
  ['/stats', { GET: stats }],
]

/** Handled only with provisioning; matched before the others. */
const provisioningRoutes: Route[] = [
  ['/stats', { GET: stats, POST: addStats }],
  ['/apps', { POST: createApplication }],
  ['/apps/:name', { DELETE: deleteApplication }],
]

/** Routes REST requests. */
export class Router {
  readonly #apps: Apps
  readonly #logger: Logger
  readonly #failedKeys: FailedKeys
  readonly #table: { segments: string[]; methods: Record<string, Handler> }[]
  #isClosed = false
  /** The first path segments that belong to the protocol. */
  readonly #owned: ReadonlySet<string | undefined>

  constructor(apps: Apps, logger: Logger) {
    this.#apps = apps
    this.#logger = logger
    this.#failedKeys = new FailedKeys(apps.settings.clock)
    const all = apps.settings.provisioning ? [...provisioningRoutes, ...routes] : routes
    this.#table = all.map(([path, methods]) => ({ segments: path.slice(1).split('/'), methods }))
    this.#owned = new Set(this.#table.map(({ segments }) => segments[0]))
  }

  /** Refuses all further requests: once state is handed over, nothing may be acknowledged as stored. */
  close(): void {
    this.#isClosed = true
  }

  /**
   * Handles a request whose path belongs to the protocol. Returns false, untouched, for any other.
   *
   * @param origin the client's origin
   */
  handle(request: IncomingMessage, response: ServerResponse, origin: Origin): boolean {
    const { pathname, params } = splitUrl(request.url ?? '')
    const segments = pathname.slice(1).split('/')
    if (!this.#owned.has(segments[0])) return false

    if (request.method === 'OPTIONS') {
      response.writeHead(204, { ...corsHeaders(request), ...preflightHeaders }).end()
      return true
    }
    const envelope = params.has('envelope')
    this.#answer(request, response, { segments, params, origin }).catch((error) => {
      if (!(error instanceof RealtimeError))
        this.#logger.error({ error, method: request.method }, 'internal error on a realtime request')
      const isWrongKey = error.reason === 'unauthorized' && 'key' in (credentialsOf(request, params) ?? {})
      const told = isWrongKey ? this.#failedKeys.count(origin.address, error) : error
      if (response.headersSent) response.destroy()
      else respondError(request, response, told, { format: formatOf(request.headers.accept), envelope })
    })
    return true
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { segments, params, origin }: { segments: readonly string[]; params: URLSearchParams; origin: Origin },
  ): Promise<void> {
    if (this.#isClosed) throw new RealtimeError('going_away', 'the server is going away')
    refusePlainKey(credentialsOf(request, params), origin, this.#apps.settings)
    const { handler, name, serial } = this.#find(request.method ?? '', segments)
    const call = new Call(this.#apps, request, { params, name, serial })
    const reply = await handler(call)
    respond(request, response, reply, {
      format: reply.format ?? call.format,
      envelope: params.has('envelope'),
    })
  }

  /** @throws RealtimeError `not_found`, `method_not_allowed` */
  #find(method: string, segments: readonly string[]): { handler: Handler; name: string; serial: string } {
    const route = this.#table.find((candidate) => matches(candidate.segments, segments))
    if (!route) throw new RealtimeError('not_found', 'there is nothing at this path')
    const handler = route.methods[method]
    if (!handler) throw new RealtimeError('method_not_allowed', 'method not allowed on this path')
    return { handler, name: decode(segments[1] ?? ''), serial: decode(segments[3] ?? '') }
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part.startsWith(':') || part === segments[index])
  )
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new RealtimeError('bad_request', 'the path is not validly percent-encoded')
  }
}
