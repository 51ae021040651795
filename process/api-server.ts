import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { errorResponse } from '@/server/http/handler'
import { notePeerAddress } from '@/server/http/peer-address'
import { log } from '@/server/logger'
import { SupportError } from '@/server/support/errors'
import { apiRoutes } from './api-routes'
import { writeResponse } from './write-response'

/** Answers a request that `client`, an address, has sent. */
export type ApiListener = (request: IncomingMessage, response: ServerResponse, client: string) => void

/**
 * Serves `app/api` without Next's router, which would cost every call about half a millisecond and limit them to a
 * thousand a second. The handlers are the same, and still work under plain Next.
 */
export function createApiListener(): ApiListener {
  const router = createApiRouter()
  const clients = new WeakMap<object, string>()
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      notePeerAddress(request, clients.get(incoming) ?? 'unknown')
      await writeResponse(await router.fetch(request), outgoing as ServerResponse)
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  return (request, response, client) => {
    clients.set(request, client)
    void listener(request, response)
  }
}

/** The API as a function from `Request` to `Response`. */
export function createApiRouter(): Hono {
  const router = new Hono()
  for (const { path, module } of apiRoutes) {
    for (const [method, handle] of Object.entries(module)) {
      router.on(method, path, (context) =>
        handle(context.req.raw, { params: Promise.resolve(context.req.param()) }),
      )
    }
    router.all(path, () => errorResponse(new SupportError('method_not_allowed')))
  }
  router.notFound(() => errorResponse(new SupportError('not_found')))
  router.onError((error) => {
    log.http.error({ error }, 'a request could not be answered')
    return errorResponse(error)
  })
  return router
}
