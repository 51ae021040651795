import { filesNamed, urlOf } from './files'

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

/** A handler exported by a `route.ts`. */
type Route = { method: string; path: string; handler: Handler }

/** All handlers of every `route.ts` below `app/api`, read from the files rather than a table. */
export async function findRoutes(): Promise<Route[]> {
  const routes: Route[] = []
  for (const file of filesNamed('app/api', 'route.ts')) {
    const module = (await import(urlOf(file))) as Record<string, Handler>
    const path = file
      .replace(/^app|\/route\.ts$/g, '')
      .replace(/\[\.\.\.(\w+)\]/g, '*$1')
      .replace(/\[(\w+)\]/g, ':$1')
    for (const [method, handler] of Object.entries(module)) routes.push({ method, path, handler })
  }
  return routes
}

/** Dispatches requests to the handlers as Next.js would, without its router or anything in front of it. */
export function callDirectly(routes: readonly Route[]) {
  // As in Next.js: a folder with a literal name takes precedence over a dynamic one.
  const byName = routes.toSorted((a, b) => parametersIn(a.path) - parametersIn(b.path))
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    for (const { method, path, handler } of byName) {
      const groups = method === request.method ? patternOf(path).exec(pathname)?.groups : undefined
      if (groups !== undefined) return handler(request, { params: Promise.resolve({ ...groups }) })
    }
    return new Response(null, { status: 404 })
  }
}

function parametersIn(path: string): number {
  return path.split(':').length
}

function patternOf(path: string): RegExp {
  const pattern = path.replace(/\*(\w+)/, '(?<$1>.+)').replace(/:(\w+)/g, '(?<$1>[^/]+)')
  return new RegExp(`^(?<whole>)${pattern}$`)
}
