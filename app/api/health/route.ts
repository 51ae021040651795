import { checkHealth } from '@/server/health'
import { handler } from '@/server/http/handler'

/** Returns whether the database and the realtime service work. */
export const GET = handler(
  'probe',
  async () => {
    const health = await checkHealth()
    return Response.json(health, { status: health.status === 'ok' ? 200 : 503 })
  },
  'everyone',
)
