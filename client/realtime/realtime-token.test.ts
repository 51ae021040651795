import { describe, expect, it } from 'vitest'
import { fetchRealtimeToken, TokenError } from './realtime-token'

const TOKEN = 'eyJh.eyJz.c2ln_-'

it('returns the token, and identifies the caller', async () => {
  const asked: Request[] = []
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push(new Request(new URL(String(url), 'http://localhost'), init))
    return new Response(TOKEN, { headers: { 'Content-Type': 'application/jwt' } })
  }

  expect(await fetchRealtimeToken({ side: 'agent', agentId: 'ada' }, fetch)).toBe(TOKEN)
  expect(await fetchRealtimeToken({ side: 'visitor' }, fetch)).toBe(TOKEN)

  expect(
    asked.map(({ headers }) => [headers.get('Porchlight-Side'), headers.get('Porchlight-Agent')]),
  ).toEqual([
    ['agent', 'ada'],
    ['visitor', null],
  ])
})

describe('retries later', () => {
  it.each([
    ['a firewall’s challenge', 403, '<html>Are you a person?</html>'],
    ['a firewall’s JSON', 403, '{"error":{"code":"forbidden_by_waf"}}'],
    ['another server’s error', 403, '{"error":"blocked"}'],
    ['an empty 403', 403, ''],
    ['a 403 that is a number', 403, '403'],
    ['a 403 that is null', 403, 'null'],
    ['our code with another status', 200, JSON.stringify({ error: { code: 'blocked' } })],
    ['a property of every object', 403, '{"error":{"code":"constructor"}}'],
    ['a request from another site', 403, JSON.stringify({ error: { code: 'csrf' } })],
    ['a proxy without our route', 404, 'Not Found'],
    ['no session', 401, JSON.stringify({ error: { code: 'not_authenticated' } })],
    ['too many requests', 429, JSON.stringify({ error: { code: 'rate_limited' } })],
    ['a bad gateway', 502, '<html>502</html>'],
    ['a captive portal', 200, '<html>Accept our terms</html>'],
    ['nothing with status 200', 200, ''],
    ['no content', 204, null],
  ])('after %s', async (_, status, body) => {
    const error = await refusal(async () => new Response(body, { status }))
    expect(error.statusCode).toBe(401)
  })

  it('when there is no response', async () => {
    const error = await refusal(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(error.statusCode).toBe(401)
  })

  it('when the response is cut off', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('cut off')) })
    const error = await refusal(async () => new Response(body))
    expect(error.statusCode).toBe(401)
  })
})

it.each([
  ['blocked', 403],
  ['signed_in_as_another', 409],
  ['origin_not_allowed', 403],
  ['unknown_site', 404],
])('gives up if Porchlight responds %s', async (code, status) => {
  const error = await refusal(async () => Response.json({ error: { code } }, { status }))
  expect(error.statusCode).toBe(403)
})

async function refusal(fetch: typeof globalThis.fetch): Promise<TokenError> {
  const error = await fetchRealtimeToken({ side: 'visitor' }, fetch).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(TokenError)
  return error as TokenError
}
