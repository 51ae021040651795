import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminBrowser, type TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'
import { findRoutes } from './routes'

/** What PostgreSQL refuses as text, what is longer than any id, and what other programs parse as syntax. */
const hostileIds = {
  'a zero byte': '%00',
  'a zero byte at the end': 'site0001%00',
  '7,000 characters': 'a'.repeat(7_000),
  'an emoji': '%F0%9F%92%A3',
  SQL: "'%20OR%201=1--",
  'the parent folder': '%2e%2e%2f',
  'a number': '-1',
}

/** Bodies for routes that read one before or after the id; other routes ignore them. */
const bodies: Record<string, unknown> = {
  'PATCH /api/support/sites/:siteId': { version: 1, name: 'Another name' },
  'PATCH /api/support/agents/:agentId': { role: 'agent' },
  'PATCH /api/support/conversations/:conversationId': { status: 'CLOSED' },
}

const routes = (await findRoutes()).filter(({ path }) => path.includes(':'))
let server: RunningServer
let admin: TestBrowser
beforeAll(async () => {
  server = await startServer()
  await emptyDatabase()
  admin = await adminBrowser(server.reach)
})
afterAll(() => server.stop())

describe.each(routes)('$method $path', ({ method, path }) => {
  it.each(Object.entries(hostileIds))('refuses %s as an id, and does not fail', async (_, id) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : (bodies[`${method} ${path}`] ?? {})
    const { status, text } = await admin.send(method, path.replace(/:\w+/g, id), { body })
    expect([400, 404], text).toContain(status)
  })
})
