import { describe, expect, it, vi } from 'vitest'
import { signIn } from './account'

const vera = { email: 'vera@example.com', password: 'correct horse battery' }

describe('signIn', () => {
  it('has no problem when the server takes it', async () => {
    answerWith(Response.json({ token: 'x' }))
    expect(await signIn(vera)).toBeNull()
  })

  it('tells how long to wait', async () => {
    const body = { error: { code: 'rate_limited', message: '', requestId: 'r' } }
    answerWith(Response.json(body, { status: 429, headers: { 'Retry-After': '43' } }))
    expect(await signIn(vera)).toEqual({ code: 'rate_limited', param: null, retryAfterSeconds: 43 })
  })

  it('tells which field is wrong', async () => {
    const body = { error: { code: 'validation_failed', message: '', param: 'email', requestId: 'r' } }
    answerWith(Response.json(body, { status: 400 }))
    expect(await signIn(vera)).toMatchObject({ code: 'validation_failed', param: 'email' })
  })

  it.each([
    ['a page of somebody else', new Response('<html>', { status: 502 })],
    ['an unknown error', Response.json({ error: { code: 'teapot' } }, { status: 418 })],
  ])('takes %s for no answer', async (_, response) => {
    answerWith(response)
    expect(await signIn(vera)).toMatchObject({ code: 'no_answer' })
  })

  it('takes a lost connection for no answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await signIn(vera)).toMatchObject({ code: 'no_answer' })
  })
})

function answerWith(response: Response): void {
  vi.stubGlobal('fetch', async () => response)
}
