import { expect, it } from 'vitest'
import { routeLimits } from '@/server/http/limits/route-limits'
import { findRoutes } from './routes'

const routes = await findRoutes()

it.each(routes.map(({ method, path, handler }) => [`${method} ${path}`, handler] as const))(
  '%s says what it may cost',
  (_name, handler) => {
    const { limit } = handler as { limit?: string }
    expect(Object.keys(routeLimits)).toContain(limit)
  },
)
