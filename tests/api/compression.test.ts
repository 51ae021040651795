import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { db } from '@/server/database/db'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { type RunningServer, startServer } from '@/tests/running-server'

const LIST = '/api/support/conversations'

let server: RunningServer
let agent: Record<string, string>

beforeAll(async () => {
  server = await startServer()
  await emptyDatabase()
  const browser = await adminBrowser(server.reach)
  agent = { cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; '), [SIDE_HEADER]: 'agent' }
  await visitorBrowser('Is the storm lantern waterproof? '.repeat(60), server.reach)
})
afterAll(() => server.stop())

it.each([['gzip, deflate, br'], ['br;q=1, GZIP;q=0.5'], ['identity, gzip']])(
  'a large list is compressed for clients that accept %j',
  async (acceptEncoding) => {
    const plain = await get(LIST, {})
    const packed = await get(LIST, { 'accept-encoding': acceptEncoding })

    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'Accept-Encoding'])
    expect(packed.body.byteLength).toBeLessThan(plain.body.byteLength / 2)
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
  },
)

it.each([
  ['clients that do not ask for it', {}],
  ['clients that refuse gzip', { 'accept-encoding': 'br, gzip;q=0' }],
  ['clients that want another encoding', { 'accept-encoding': 'br, x-gzip' }],
])('a large list is not compressed for %s', async (_who, headers) => {
  const { headers: answered, body } = await get(LIST, headers)
  expect([answered['content-encoding'], answered.vary]).toEqual([undefined, 'Accept-Encoding'])
  expect(JSON.parse(body.toString()).data).toHaveLength(1)
})

// Otherwise another site could have it requested repeatedly and observe its length.
it.each([
  ['another site', 'cross-site'],
  ['a neighbouring site', 'same-site'],
])('a large list is refused when requested by %s', async (_who, site) => {
  const { status, headers, body } = await get(LIST, { 'accept-encoding': 'gzip', 'sec-fetch-site': site })
  expect([status, headers['content-encoding']]).toEqual([403, undefined])
  expect(JSON.parse(body.toString()).error.code).toBe('origin_not_allowed')
})

it('a large list is not compressed for a site’s page, even if the browser sends no fetch metadata', async () => {
  const origin = 'https://shop.example'
  const { key } = await createSite('shop0001', [origin])
  const site = { [SITE_HEADER]: key, origin }
  const browser = new TestBrowser('visitor', { ...server.reach, headers: site })
  const { json } = await browser.post(LIST, {
    clientConversationId: crypto.randomUUID(),
    message: { content: 'Is the storm lantern waterproof? '.repeat(60) },
  })
  const { status, headers, body } = await get(LIST, {
    ...site,
    cookie: '',
    [SIDE_HEADER]: 'visitor',
    [VISITOR_HEADER]: json.credential,
    'accept-encoding': 'gzip',
  })
  expect([status, headers['content-encoding'], headers.vary]).toEqual([200, undefined, 'Origin'])
  expect(body.byteLength).toBeGreaterThan(1_400)
})

it('a response with a credential is never compressed', async () => {
  const token = await get('/api/ably/auth', { 'accept-encoding': 'gzip' })
  expect([token.status, token.headers['content-encoding'], token.headers.vary]).toEqual([
    200,
    undefined,
    undefined,
  ])

  const started = await send('POST', LIST, {
    headers: { 'accept-encoding': 'gzip', [CREDENTIAL_HEADER]: IN_HEADER },
    body: { message: { content: 'Is the storm lantern waterproof? '.repeat(60) } },
  })
  expect(JSON.parse(started.body.toString()).credential).toMatch(/^v1_[\w-]{43}$/)
  expect(started.body.byteLength).toBeGreaterThan(1_400)
  expect([started.headers['content-encoding'], started.headers.vary]).toEqual([undefined, undefined])

  await db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000) } })
  const renewing = await get(LIST, { 'accept-encoding': 'gzip' })
  expect(renewing.headers['set-cookie']).toHaveLength(1)
  expect([renewing.status, renewing.headers['content-encoding']]).toEqual([200, undefined])
})

it('a small response is not compressed', async () => {
  const { headers } = await get(`${LIST}?status=CLOSED`, { 'accept-encoding': 'gzip' })
  expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'Accept-Encoding'])
})

type Bytes = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }

type Headers = Record<string, string>

/** As an agent. */
function get(path: string, headers: Headers): Promise<Bytes> {
  return send('GET', path, { headers: { ...agent, ...headers } })
}

/** The raw bytes: `fetch` would decompress them. */
async function send(
  method: string,
  path: string,
  { headers, body }: { headers: Headers; body?: object },
): Promise<Bytes> {
  const own = { origin: server.reach.origin, 'content-type': 'application/json' }
  const outgoing = request(`${server.reach.origin}${path}`, {
    method,
    headers: body === undefined ? headers : { ...own, ...headers },
  }).end(body === undefined ? undefined : JSON.stringify(body))
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, headers: incoming.headers, body: await buffer(incoming) }
}
