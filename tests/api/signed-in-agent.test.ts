import { beforeEach, expect, it } from 'vitest'
import { AGENT_HEADER } from '@/contract/http/agent-header'
import { db } from '@/server/database/db'
import { adminBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'

/** Olga's browser, in which a page may show her or somebody who was signed in before. */
beforeEach(emptyDatabase)

const another = { [AGENT_HEADER]: '01900000-0000-7000-8000-616461000000' }

/** As one test: signing in is slow on purpose. */
it('refuses whatever a page asks that shows another agent than the one signed in', async () => {
  const { conversationId } = await visitorBrowser('Is anybody there?')
  const olga = await adminBrowser()
  const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const before = await everything()

  for (const [method, path, body] of calls(conversationId, userId)) {
    const headers = { ...another, origin: 'http://localhost:3000' }
    const { status, json } = await olga.send(method, path, { body, headers })
    expect([method, path, status, json.error.code]).toEqual([method, path, 409, 'signed_in_as_another'])
  }

  expect(await everything()).toEqual(before)
  const { id } = await db.user.findFirstOrThrow({ where: { name: 'Olga' } })
  expect((await olga.get('/api/support/conversations', { headers: { [AGENT_HEADER]: id } })).status).toBe(200)

  await olga.post('/api/auth/sign-out', {})
  const { json } = await olga.get('/api/support/conversations', { headers: another })
  expect(json.error.code).toBe('not_authenticated')
})

it('does not concern what the same browser says as a visitor', async () => {
  const { browser, conversationId } = await visitorBrowser('Hello?')
  const { status } = await browser.get(`/api/support/conversations/${conversationId}`, { headers: another })
  expect(status).toBe(200)
})

function calls(conversationId: string, visitorId: string): [string, string, unknown?][] {
  const conversation = `/api/support/conversations/${conversationId}`
  const visitor = `/api/support/visitors/${visitorId}`
  return [
    ['GET', '/api/support/conversations'],
    ['GET', conversation],
    ['POST', `${conversation}/messages`, { clientMessageId: 'c0ffee-1', content: 'Hello' }],
    ['PATCH', conversation, { status: 'CLOSED' }],
    ['PATCH', conversation, { visitor: { name: 'Vera' } }],
    ['PUT', `${conversation}/read-position`, { sequence: 1 }],
    ['PUT', `${visitor}/block`],
    ['DELETE', `${visitor}/block`],
    ['GET', `${visitor}/export`],
    ['DELETE', visitor],
    ['GET', '/api/ably/auth'],
    ['POST', '/api/auth/sign-out', {}],
  ]
}

async function everything(): Promise<unknown> {
  return Promise.all([
    db.conversation.findMany(),
    db.message.findMany(),
    db.user.findMany(),
    db.session.count(),
  ])
}
