import { describe, expect, it, vi } from 'vitest'
import { signIn } from './account'

const vera = { email: 'vera@example.com', password: 'correct horse battery' }

describe('signIn', () => {
  it('has no problem if the server accepts it', async () => {
    answerWith(Response.json({ token: 'x' }))
    expect(await signIn(vera)).toBeNull()
  })

  it('reports how long to wait', async () => {
    const body = { error: { code: 'rate_limited', message: '', requestId: 'r' } }
    answerWith(Response.json(body, { status: 429, headers: { 'Retry-After': '43' } }))
    expect(await signIn(vera)).toEqual({ code: 'rate_limited', param: null, retryAfterSeconds: 43 })
  })

  it('reports which field is wrong', async () => {
    const body = { error: { code: 'validation_failed', message: '', param: 'email', requestId: 'r' } }
    answerWith(Response.json(body, { status: 400 }))
    expect(await signIn(vera)).toMatchObject({ code: 'validation_failed', param: 'email' })
  })

  it.each([
    ['another server’s page', new Response('<html>', { status: 502 })],
    ['an unknown error', Response.json({ error: { code: 'teapot' } }, { status: 418 })],
  ])('treats %s as no response', async (_, response) => {
    answerWith(response)
    expect(await signIn(vera)).toMatchObject({ code: 'no_answer' })
  })

  it('reports a rejected cookie, and checks once', async () => {
    const nobody = { error: { code: 'not_authenticated', message: '', requestId: 'r' } }
    const asked: string[] = []
    vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
      asked.push(`${method} ${path}`)
      return method === 'POST' ? Response.json({}) : Response.json(nobody, { status: 401 })
    })
    expect(await signIn(vera)).toMatchObject({ code: 'cookie_refused' })
    expect(asked).toEqual(['POST /api/auth/sign-in/email', 'GET /api/support/agents/me'])
  })

  it('continues if the cookie check gets no response', async () => {
    vi.stubGlobal('fetch', async (_path: string, { method }: RequestInit) => {
      if (method === 'GET') throw new TypeError('Failed to fetch')
      return Response.json({})
    })
    expect(await signIn(vera)).toBeNull()
  })

  it('gives up if there is no response in time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(
      AbortSignal.abort(new DOMException('late', 'TimeoutError')),
    )
    vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) => Promise.reject(signal?.reason))
    expect(await signIn(vera)).toMatchObject({ code: 'no_answer' })
    expect(AbortSignal.timeout).toHaveBeenCalledWith(15_000)
  })

  it('reports a lost connection as no response', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await signIn(vera)).toMatchObject({ code: 'no_answer' })
  })
})

function answerWith(response: Response): void {
  vi.stubGlobal('fetch', async () => response.clone())
}
