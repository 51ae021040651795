import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SIDE_HEADER } from '@/contract/side-header'
import { db } from '@/server/database/db'
import { adminBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
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
  'a large list is compressed for who accepts %j',
  async (acceptEncoding) => {
    const plain = await get(LIST, {})
    const packed = await get(LIST, { 'accept-encoding': acceptEncoding })

    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'Accept-Encoding'])
    expect(packed.body.byteLength).toBeLessThan(plain.body.byteLength / 2)
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
  },
)

it.each([
  ['nobody', {}],
  ['who does not want it', { 'accept-encoding': 'br, gzip;q=0' }],
  ['who wants another', { 'accept-encoding': 'br, x-gzip' }],
  // Or another site could have it asked for again and again and watch its length.
  ['who was sent by another site', { 'accept-encoding': 'gzip', 'sec-fetch-site': 'cross-site' }],
  ['who was sent by a neighbouring site', { 'accept-encoding': 'gzip', 'sec-fetch-site': 'same-site' }],
])('a large list is left as it is for %s', async (_who, headers) => {
  const { headers: answered, body } = await get(LIST, headers)
  expect([answered['content-encoding'], answered.vary]).toEqual([undefined, 'Accept-Encoding'])
  expect(JSON.parse(body.toString()).data).toHaveLength(1)
})

it('what carries a credential is never compressed', async () => {
  const token = await get('/api/ably/auth', { 'accept-encoding': 'gzip' })
  expect([token.status, token.headers['content-encoding'], token.headers.vary]).toEqual([
    200,
    undefined,
    undefined,
  ])

  await db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000) } })
  const renewing = await get(LIST, { 'accept-encoding': 'gzip' })
  expect(renewing.headers['set-cookie']).toHaveLength(1)
  expect([renewing.status, renewing.headers['content-encoding']]).toEqual([200, undefined])
})

it('what is small is left as it is', async () => {
  const { headers } = await get(`${LIST}?status=CLOSED`, { 'accept-encoding': 'gzip' })
  expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'Accept-Encoding'])
})

type Bytes = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }

/** The very bytes: `fetch` would unpack them. */
async function get(path: string, headers: Record<string, string>): Promise<Bytes> {
  const outgoing = request(`${server.reach.origin}${path}`, { headers: { ...agent, ...headers } }).end()
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, headers: incoming.headers, body: await buffer(incoming) }
}
