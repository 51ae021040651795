import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { AUTH_PATH, apiCalls, operationIds } from '@/contract/api-calls'
import { SupportError } from '@/server/errors'
import { type Answer, toResponse } from '@/server/http/answer'
import { errorAnswer } from '@/server/http/handler'
import { noteIncomingBody } from '@/server/http/incoming-body'
import { notePeerAddress } from '@/server/http/peer-address'
import { preflight } from '@/server/http/preflight'
import { log } from '@/server/logger'
import { apiRoutes, type RouteModule } from './api-routes'
import { writeAnswer } from './write-answer'

/** Handles a request; `client` is the sender's address. */
export type ApiListener = (request: IncomingMessage, response: ServerResponse, client: string) => void

/**
 * Serves `app/api` without Next.js's router, which would add about half a millisecond per call and limit throughput to a
 * thousand calls a second. The handlers still work under plain Next.js.
 */
export function createApiListener(): ApiListener {
  const answer = createApi()
  const clients = new WeakMap<object, string>()
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      notePeerAddress(request, clients.get(incoming) ?? 'unknown')
      noteIncomingBody(request, incoming as IncomingMessage)
      await writeAnswer(await answer(request), incoming as IncomingMessage, outgoing as ServerResponse)
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  return (request, response, client) => {
    clients.set(request, client)
    // HTTP/1.0 load balancers send no Host, and Hono rejects requests without one. Only the health check gets this far.
    request.headers.host ||= 'localhost'
    void listener(request, response)
  }
}

/** The API as a function from request to answer. */
export function createApi(): (request: Request) => Promise<Answer> {
  const router = createRouter()
  return async (request) => {
    const box: AnswerBox = {}
    const response = await router.fetch(request, box)
    return box.answer ?? response
  }
}

/** Hono passes on only `Response` objects, so routes put their answers here. */
type AnswerBox = { answer?: Answer }

/** Given to Hono in place of an answer, and never read. */
const PLACEHOLDER = new Response()

function createRouter(): Hono<{ Bindings: AnswerBox }> {
  const router = new Hono<{ Bindings: AnswerBox }>()
  const modules = new Map(
    operationIds.map((id) => [patternOf(apiCalls[id].path), apiRoutes[id]] satisfies [string, RouteModule]),
  )
  for (const [pattern, module] of modules) {
    for (const [method, route] of Object.entries(module)) {
      router.on(method, pattern, async (context) => {
        context.env.answer = await route.answer(context.req.raw, context.req.param())
        return PLACEHOLDER
      })
    }
    const openToSites = Object.entries(module).flatMap(([method, { openTo }]) =>
      openTo === 'sites' ? method : [],
    )
    const { answer: answerPreflight } = preflight(openToSites)
    router.on('OPTIONS', pattern, async (context) => {
      context.env.answer = await answerPreflight(context.req.raw, {})
      return PLACEHOLDER
    })
    router.all(pattern, () => toResponse(errorAnswer(new SupportError('method_not_allowed'))))
  }
  router.notFound(() => toResponse(errorAnswer(new SupportError('not_found'))))
  router.onError((error) => {
    log.http.error({ error }, 'a request failed')
    return toResponse(errorAnswer(error))
  })
  return router
}

/** A path in Hono's syntax. One route handles the sign-in library's whole tree, including paths that are not open. */
function patternOf(path: string): string {
  return path.startsWith(`${AUTH_PATH}/`) ? `${AUTH_PATH}/*` : path.replace(/\{(\w+)\}/g, ':$1')
}
