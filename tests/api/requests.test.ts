import { beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT, CONTRACT_HEADER, OLDEST_CONTRACT } from '@/contract/build'
import { MAX_BODY_BYTES } from '@/contract/limits'
import { db } from '@/server/database/db'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'

beforeEach(emptyDatabase)

describe('every route', () => {
  const valid = { clientMessageId: 'message-1', content: 'hi' }

  it.each([
    ['no body', '', 400, 'invalid_json', undefined],
    ['a truncated body', '{"content":"hi"', 400, 'invalid_json', undefined],
    ['comments', '{/*c*/"content":"hi",}', 400, 'invalid_json', undefined],
    ['NaN', '{"content":NaN}', 400, 'invalid_json', undefined],
    ['deep nesting', '['.repeat(30_000), 400, 'invalid_json', undefined],
    ['bytes that are not UTF-8', Buffer.from('7b22fffe227d', 'hex'), 400, 'invalid_encoding', undefined],
    ['null', 'null', 400, 'validation_failed', undefined],
    ['text', '"hello"', 400, 'validation_failed', undefined],
    ['a list', '[]', 400, 'validation_failed', undefined],
    ['a body over the limit', `"${'a'.repeat(MAX_BODY_BYTES)}"`, 413, 'payload_too_large', undefined],
    ['a missing field', { clientMessageId: 'message-1' }, 400, 'validation_failed', 'content'],
    ['a wrong type', { ...valid, content: { length: 1 } }, 400, 'validation_failed', 'content'],
    ['an unknown field', { ...valid, senderSide: 'agent' }, 400, 'validation_failed', 'senderSide'],
    [
      'a __proto__ key',
      '{"clientMessageId":"message-1","content":"hi","__proto__":{"x":1}}',
      400,
      'validation_failed',
      '__proto__',
    ],
    ['blank text', { ...valid, content: ' \u200b\u0301 ' }, 400, 'validation_failed', 'content'],
    ['NUL', { ...valid, content: 'a\u0000b' }, 400, 'invalid_character', 'content'],
    [
      'a lone surrogate',
      '{"clientMessageId":"message-1","content":"\\ud800"}',
      400,
      'invalid_character',
      'content',
    ],
    ['text over the limit', { ...valid, content: 'a'.repeat(4001) }, 400, 'message_too_long', 'content'],
    [
      'an id with a colon',
      { ...valid, clientMessageId: 'message:1' },
      400,
      'validation_failed',
      'clientMessageId',
    ],
  ])('refuses %s and changes nothing', async (_case, body, status, code, param) => {
    const { browser, conversationId } = await visitorBrowser()
    const before = await db.outboxEvent.count()

    const answer = await browser.post(`/api/support/conversations/${conversationId}/messages`, body)

    expect(answer.status).toBe(status)
    expect(answer.json.error).toMatchObject({
      code,
      message: expect.any(String),
      requestId: expect.any(String),
    })
    expect(answer.json.error.param).toBe(param)
    expect(await db.message.count()).toBe(1)
    expect(await db.outboxEvent.count()).toBe(before)
  })

  it('keeps four thousand characters of any width, byte for byte', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const content = `👩‍👩‍👧 \u202eabc ${'𝔸'.repeat(3_980)}`

    const { json } = await browser.post(`/api/support/conversations/${conversationId}/messages`, {
      clientMessageId: 'message-1',
      content,
    })

    expect(json.message.content).toBe(content)
  })

  it.each([
    [{ 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, 415, 'unsupported_media_type'],
    [{ 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
    [{ origin: 'https://evil.example' }, 403, 'csrf'],
    [{ origin: 'null' }, 403, 'csrf'],
    [{ origin: 'http://localhost:3000.evil.example' }, 403, 'csrf'],
    [{ origin: 'http://localhost' }, 403, 'csrf'],
    [{ 'sec-fetch-site': 'cross-site' }, 403, 'csrf'],
    [{ 'sec-fetch-site': 'same-site' }, 403, 'csrf'],
  ])('refuses the headers %j', async (headers, status, code) => {
    const { browser, conversationId } = await visitorBrowser()
    const answer = await browser.send('POST', `/api/support/conversations/${conversationId}/messages`, {
      body: valid,
      headers,
    })
    expect([answer.status, answer.json.error.code]).toEqual([status, code])
    expect(await db.message.count()).toBe(1)
  })

  it('answers 404 and 405 as API errors', async () => {
    const browser = new TestBrowser()
    const missing = await browser.get('/api/nothing')
    const wrongMethod = await browser.send('DELETE', '/api/support/conversations')
    expect([missing.status, missing.json.error.code]).toEqual([404, 'not_found'])
    expect([wrongMethod.status, wrongMethod.json.error.code]).toEqual([405, 'method_not_allowed'])
  })
})

describe('who may see a conversation', () => {
  const calls: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['PATCH', '', { visitor: { name: 'Mallory' } }],
    ['POST', '/messages', { clientMessageId: 'message-1', content: 'hi' }],
    ['PUT', '/read-position', { sequence: 1 }],
  ]

  it.each(calls)(
    "%s …%s of another visitor's responds as if it did not exist",
    async (method, suffix, body) => {
      const vera = await visitorBrowser()
      const { browser: victor } = await visitorBrowser()
      const call = (id: string) => victor.send(method, `/api/support/conversations/${id}${suffix}`, { body })

      const foreign = await call(vera.conversationId)
      const missing = await call('01900000-0000-7000-8000-000000000000')

      expect(foreign.status).toBe(404)
      expect(withoutRequestId(foreign.text)).toBe(withoutRequestId(missing.text))
      expect(await db.message.count()).toBe(2)
    },
  )

  it.each([['GET', ''], ...calls.map(([method, suffix]) => [method, suffix])])(
    'a stranger may not %s …%s',
    async (method = 'GET', suffix = '') => {
      const { conversationId } = await visitorBrowser()
      const body = calls.find((call) => call[0] === method && call[1] === suffix)?.[2]
      const stranger = new TestBrowser()
      const answer = await stranger.send(method, `/api/support/conversations/${conversationId}${suffix}`, {
        body,
      })
      expect([answer.status, answer.json.error.code]).toEqual([401, 'not_authenticated'])
    },
  )

  it('treats a browser with both sessions as the side it names, by default as the agent', async () => {
    const admin = await adminBrowser()
    const { browser, conversationId } = await visitorBrowser()
    const cookie = [...admin.cookies, ...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const both = new TestBrowser()
    const path = `/api/support/conversations/${conversationId}`
    const asked = async (side: Record<string, string>) =>
      (await both.get(path, { headers: { cookie, ...side } })).json.conversation.context === null
        ? 'visitor'
        : 'agent'

    expect(await asked({ 'Porchlight-Side': 'visitor' })).toBe('visitor')
    expect(await asked({ 'Porchlight-Side': 'agent' })).toBe('agent')
    expect(await asked({})).toBe('agent')
  })
})

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[^"]+"/, '')
}

describe('our client', () => {
  it('is told when it is too old, and changes nothing', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const headers = { [CONTRACT_HEADER]: String(OLDEST_CONTRACT - 1) }
    const path = `/api/support/conversations/${conversationId}`
    const draft = { clientMessageId: 'message-1', content: 'hi' }
    for (const { status, json } of [
      await browser.get(path, { headers }),
      await browser.post(`${path}/messages`, draft, { headers }),
    ]) {
      expect([status, json.error.code]).toEqual([409, 'client_outdated'])
    }
    expect(await db.message.count()).toBe(1)
  })

  it.each([String(OLDEST_CONTRACT), String(CONTRACT), '999', '', '-1', 'two', '1e9', '0'.repeat(10)])(
    'with the contract %j is served',
    async (contract) => {
      const { browser, conversationId } = await visitorBrowser()
      const headers = { [CONTRACT_HEADER]: contract }
      const { status } = await browser.get(`/api/support/conversations/${conversationId}`, { headers })
      expect(status).toBe(200)
    },
  )
})
