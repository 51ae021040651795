import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import type { AbleConversation } from '@/contract/log/conversation'
import { type Api, createApi } from './api'

type Sent = { url: string } & RequestInit

describe('a call', () => {
  it('requests its URL, with each parameter as one path segment', async () => {
    const { api, sent } = browser()
    await api.getConversation('../visitors/a?b#c')
    await api.endSession('50%')
    expect(sent).toMatchObject([
      { method: 'GET', url: '/api/support/conversations/..%2Fvisitors%2Fa%3Fb%23c' },
      { method: 'DELETE', url: '/api/support/agents/me/sessions/50%25' },
    ])
  })

  it('omits undefined query parameters, and sends a body as JSON', async () => {
    const { api, sent } = browser()
    await api.listConversations({ unread: true, limit: 30, status: undefined, cursor: 'a&b' })
    await api.patchConversation('c1', { status: 'CLOSED', seenSequence: 4 })
    expect(sent).toMatchObject([
      { url: '/api/support/conversations?unread=true&limit=30&cursor=a%26b' },
      {
        method: 'PATCH',
        url: '/api/support/conversations/c1',
        headers: {
          'Content-Type': 'application/json',
          'Porchlight-Side': 'agent',
          'Porchlight-Agent': 'ada',
        },
        body: '{"status":"CLOSED","seenSequence":4}',
      },
    ])
    expect(sent[0]).not.toHaveProperty('body')
  })

  it('outlives its page only if it is sent while leaving', async () => {
    const { api, sent } = browser()
    await api.putReadPosition('c1', { sequence: 3 })
    await api.patchConversation('c1', { needsAnswer: false })
    expect(sent.map(({ keepalive }) => keepalive)).toEqual([true, false])
  })

  it('returns a file unchanged, without a timeout', async () => {
    const { api, sent } = browser('{"data":{}}')
    const file = await api.exportVisitor('v1')
    expect(await file.text()).toBe('{"data":{}}')
    expect(sent[0]).not.toHaveProperty('signal')
  })

  it('returns text responses as text', async () => {
    expect(await browser('header.payload.signature').api.getRealtimeToken()).toBe('header.payload.signature')
  })

  it('is typed by the contract', () => {
    expectTypeOf<Parameters<Api['postMessage']>[1]>().toHaveProperty('content')
    expectTypeOf<Awaited<ReturnType<Api['patchConversation']>>>().toEqualTypeOf<{
      conversation: AbleConversation
    }>()
    expectTypeOf<Parameters<Api['getConversation']>[1]>().toEqualTypeOf<
      { before?: number | undefined; after?: number | undefined; limit?: number } | undefined
    >()
    expectTypeOf<Parameters<Api['eraseVisitor']>>().toEqualTypeOf<[id: string]>()
  })
})

function browser(answer = '{}') {
  const sent: Sent[] = []
  const fetch = vi.fn(async (url: string | URL | Request, init?: RequestInit) => {
    sent.push({ url: String(url), ...init })
    return new Response(answer)
  })
  return { api: createApi({ side: 'agent', agentId: 'ada', fetch }), sent }
}
