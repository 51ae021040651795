import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { documentedCalls } from '@/contract/api-reference'
import { BUILD_HEADER } from '@/contract/build'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { apiRoutes } from '@/process/web/api-routes'
import { db } from '@/server/database/db'
import { env, provideEnv } from '@/server/settings/env'
import { adminBrowser, TestBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_KEY } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { type RunningServer, startServer } from '@/tests/running-server'

const CONVERSATIONS = '/api/support/conversations'
const SHOP = 'https://shop.example'
const EVIL = 'https://evil.example'

let server: RunningServer
let shop: { id: string; key: string }
let settings: ReturnType<typeof env>

beforeAll(async () => {
  server = await startServer()
  settings = env()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await emptyDatabase()
  shop = await createSite('shop0001', [SHOP])
})
afterEach(() => provideEnv(settings))

type Headers = Record<string, string>

/** A page of another site, whose browser sends no cookie. */
const page = (headers: Headers = {}, origin = SHOP) =>
  new TestBrowser(null, {
    ...server.reach,
    headers: { origin, 'sec-fetch-site': 'cross-site', [SITE_HEADER]: shop.key, ...headers },
  })

/** A program, or our own page. */
const own = (headers: Headers = {}) => new TestBrowser(null, { ...server.reach, headers })

const newStart = () => ({
  clientConversationId: crypto.randomUUID(),
  message: { clientMessageId: crypto.randomUUID(), content: 'Hello?' },
})

const cors = (headers: globalThis.Headers) => ({
  origin: headers.get('access-control-allow-origin'),
  credentials: headers.get('access-control-allow-credentials'),
  vary: headers.get('vary'),
})
const readable = { origin: SHOP, credentials: null, vary: 'Origin' }
const unreadable = { origin: null, credentials: null, vary: null }

describe('the page of an allowed origin', () => {
  it('starts a conversation and gets the credential in the answer, never a cookie', async () => {
    const { status, json, headers } = await page().post(CONVERSATIONS, newStart())
    expect([status, json.credential]).toEqual([201, expect.stringMatching(/^v1_[\w-]{43}$/)])
    expect(json.conversation.siteId).toBe(shop.id)
    expect(headers.getSetCookie()).toEqual([])
    expect(cors(headers)).toEqual(readable)

    const visitor = page({ [VISITOR_HEADER]: json.credential })
    const list = await visitor.get(CONVERSATIONS)
    expect(list.json.data.map(({ id }: { id: string }) => id)).toEqual([json.conversationId])
    expect(cors(list.headers)).toEqual(readable)
    const posted = await visitor.post(`${CONVERSATIONS}/${json.conversationId}/messages`, { content: 'More' })
    expect([posted.status, posted.json.message.sequence]).toEqual([201, 2])
  })

  it('may read the build, when to retry, and the number of the request', async () => {
    const { headers } = await page().get('/api/support/availability')
    const exposed = headers.get('access-control-expose-headers')?.split(', ')
    expect(exposed).toEqual([BUILD_HEADER, 'Retry-After', 'X-Request-Id'])
    expect(headers.get(BUILD_HEADER)).not.toBeNull()
  })

  it('may read why it is refused, also when that is a limit', async () => {
    const stranger = await page().get(CONVERSATIONS)
    expect([stranger.status, cors(stranger.headers)]).toEqual([401, readable])

    provideEnv({ ...settings, LIMIT_READS_PER_NETWORK: 6 })
    let last = stranger
    for (let index = 0; index < 3; index += 1) last = await page().get(CONVERSATIONS)
    expect([last.status, cors(last.headers)]).toEqual([429, readable])
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('ignores the cookies of its browser, an agent’s as well as a visitor’s', async () => {
    const visitor = own({ [SITE_HEADER]: shop.key })
    await visitor.post(CONVERSATIONS, newStart())
    const admin = await adminBrowser(server.reach)
    for (const { cookies } of [visitor, admin]) {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
      expect((await own({ cookie, [SITE_HEADER]: shop.key }).get(CONVERSATIONS)).status).toBe(200)
      for (const path of [CONVERSATIONS, '/api/ably/auth'])
        expect((await page({ cookie }).get(path)).status).toBe(401)
      const started = await page({ cookie }).post(CONVERSATIONS, newStart())
      expect([started.status, started.json.credential]).toEqual([201, expect.any(String)])
    }
  })

  it('speaks for no agent, and reaches nothing that is for agents', async () => {
    const admin = await adminBrowser(server.reach)
    const cookie = [...admin.cookies].map((pair) => pair.join('=')).join('; ')
    const asAgent = await page({ cookie, [SIDE_HEADER]: 'agent' }).get(CONVERSATIONS)
    expect([asAgent.status, asAgent.json.error.code]).toEqual([403, 'origin_not_allowed'])
    for (const [method, path] of [
      ['GET', '/api/support/agents/me'],
      ['DELETE', '/api/support/agents/me/sessions'],
      ['POST', '/api/auth/sign-in/email'],
      ['POST', '/api/setup'],
    ] as const) {
      const { status, json, headers } = await page({ cookie }).send(method, path, {
        ...(method === 'POST' && { body: {} }),
      })
      expect([path, status, json.error.code]).toEqual([path, 403, 'origin_not_allowed'])
      expect(cors(headers)).toEqual(unreadable)
    }
    expect(await db.session.count()).toBe(1)
  })

  it('gets a realtime token for the visitor whose credential it sends', async () => {
    const { json } = await page().post(CONVERSATIONS, newStart())
    const { status, text, headers } = await page({ [VISITOR_HEADER]: json.credential }).get('/api/ably/auth')
    expect([status, cors(headers), headers.get('content-encoding')]).toEqual([200, readable, null])
    expect(Object.keys(JSON.parse(String(decodeJwt(text)['x-ably-capability'])))).toEqual([
      `support:${shop.id}:conversation:${json.conversationId}`,
      `support:${shop.id}:live:${json.conversationId}`,
      `support:${shop.id}:status`,
    ])
  })
})

describe('any other page', () => {
  it.each([EVIL, 'null', `${SHOP}.evil.example`, 'http://shop.example'])(
    'is refused and may not read why: %s',
    async (origin) => {
      const { json } = await page().post(CONVERSATIONS, newStart())
      const foreign = page({ [VISITOR_HEADER]: json.credential }, origin)
      const answers = [
        await foreign.get(CONVERSATIONS),
        await foreign.get('/api/ably/auth'),
        await foreign.get('/api/support/availability'),
        await foreign.post(CONVERSATIONS, newStart()),
      ]
      for (const { status, json, headers } of answers) {
        expect([status, json.error.code]).toEqual([403, 'origin_not_allowed'])
        expect(cors(headers)).toEqual(unreadable)
      }
      expect(await db.conversation.count()).toBe(1)
    },
  )

  it('may ask how the process is, as a link there does', async () => {
    const { status, headers } = await page({}, EVIL).get('/api/health')
    expect([status < 400 || status === 503, cors(headers)]).toEqual([true, unreadable])
  })

  it('pays for what it is refused', async () => {
    provideEnv({ ...settings, LIMIT_READS_PER_NETWORK: 12 })
    const statuses = []
    for (let index = 0; index < 4; index += 1) statuses.push((await page({}, EVIL).get(CONVERSATIONS)).status)
    expect(statuses).toEqual([403, 403, 429, 429])
    // As another stranger of this network would, and as a visitor whom we know does not.
    expect((await own().get(CONVERSATIONS)).status).toBe(429)
  })

  it('uses nothing up of the visitor or agent whose cookies its browser sends', async () => {
    provideEnv({ ...settings, LIMIT_READS_PER_VIEWER: 3, LIMIT_READS_PER_NETWORK: 1_000 })
    const visitor = own({ [SITE_HEADER]: shop.key })
    await visitor.post(CONVERSATIONS, newStart())
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ')
    for (let index = 0; index < 5; index += 1) await page({ cookie }, EVIL).get(CONVERSATIONS)
    expect((await visitor.get(CONVERSATIONS)).status).toBe(200)
    expect((await visitor.get(CONVERSATIONS)).status).toBe(429)
  })
})

describe('a preflight', () => {
  const ask = (path: string, headers: Headers, method = 'POST') =>
    fetch(`${server.reach.origin}${path}`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': method, ...headers },
    })

  it('from an origin that a site allows is told what it may send', async () => {
    const answer = await ask(CONVERSATIONS, { origin: SHOP })
    expect([answer.status, await answer.text(), answer.headers.get('content-length')]).toEqual([
      204,
      '',
      null,
    ])
    expect(cors(answer.headers)).toEqual(readable)
    expect(answer.headers.get('access-control-allow-methods')?.split(', ').sort()).toEqual(['GET', 'POST'])
    expect(answer.headers.get('access-control-allow-headers')?.split(', ').sort()).toEqual([
      'Content-Type',
      'Idempotency-Key',
      'Porchlight-Build',
      'Porchlight-Contract',
      'Porchlight-Credential',
      'Porchlight-Side',
      'Porchlight-Site',
      'Porchlight-Visitor',
    ])
    expect(answer.headers.get('access-control-max-age')).toBe('7200')
  })

  it.each([
    ['of an origin that nobody allows', CONVERSATIONS, { origin: EVIL }, 'POST', 403],
    ['of the origin null', CONVERSATIONS, { origin: 'null' }, 'POST', 403],
    ['for a method that is not there', CONVERSATIONS, { origin: SHOP }, 'DELETE', 403],
    ['for what is for agents', '/api/support/agents/me', { origin: SHOP }, 'GET', 403],
    ['for signing in', '/api/auth/sign-in/email', { origin: SHOP }, 'POST', 403],
    ['for the health check', '/api/health', { origin: SHOP }, 'GET', 403],
    ['for no address', '/api/nothing', { origin: SHOP }, 'GET', 404],
    ['without an origin', CONVERSATIONS, {} as Headers, 'POST', 405],
  ])('%s gets nothing', async (_, path, headers, method, status) => {
    const answer = await ask(path, headers, method)
    expect([answer.status, cors(answer.headers)]).toEqual([status, unreadable])
    expect(answer.headers.get('access-control-allow-methods')).toBeNull()
  })

  it('costs as other requests do, and nothing of the health check', async () => {
    provideEnv({ ...settings, LIMIT_READS_PER_NETWORK: 6 })
    const statuses = []
    for (const origin of [SHOP, EVIL, SHOP, EVIL])
      statuses.push((await ask(CONVERSATIONS, { origin })).status)
    expect(statuses).toEqual([204, 403, 429, 429])
    expect((await own().get('/api/health')).status).not.toBe(429)
  })

  it('is allowed for the calls that visitors make, and for availability', () => {
    const open = documentedCalls.filter(({ id, method }) => apiRoutes[id][method]?.openTo === 'sites')
    const ofVisitors = documentedCalls.filter(
      ({ id, callers }) => callers.includes('visitor') || id === 'getAvailability',
    )
    expect(open.map(({ id }) => id)).toEqual(ofVisitors.map(({ id }) => id))
  })
})

describe('a credential', () => {
  const inHeader = { [CREDENTIAL_HEADER]: IN_HEADER }

  it('is in the answer where a page of ours asks for it, and in a cookie otherwise', async () => {
    const answered = await own(inHeader).post(CONVERSATIONS, newStart())
    expect([answered.json.credential, answered.headers.getSetCookie()]).toEqual([
      expect.stringMatching(/^v1_/),
      [],
    ])
    expect(answered.headers.get('content-encoding')).toBeNull()
    const kept = await own().post(CONVERSATIONS, newStart())
    expect([kept.json.credential, kept.headers.getSetCookie()]).toEqual([
      undefined,
      [expect.stringMatching(/^porchlight_visitor=/)],
    ])
    const ofSite = await own({ [SITE_HEADER]: shop.key }).post(CONVERSATIONS, newStart())
    expect([ofSite.json.credential, ofSite.headers.getSetCookie()]).toEqual([
      undefined,
      [expect.stringMatching(/^porchlight_v_shop0001=/)],
    ])
  })

  it('is not asked for by another word', async () => {
    const { status, json } = await own({ [CREDENTIAL_HEADER]: 'cookie' }).post(CONVERSATIONS, newStart())
    expect([status, json.error.param]).toEqual([400, CREDENTIAL_HEADER])
    expect(await db.user.count()).toBe(0)
  })

  it('comes again with the repeat of a start, and leaves the one of the other mode alone', async () => {
    const body = newStart()
    const [first, again] = [await page().post(CONVERSATIONS, body), await page().post(CONVERSATIONS, body)]
    expect([first.status, again.status]).toEqual([201, 200])
    expect([again.json.conversationId, again.json.credential]).toEqual([
      first.json.conversationId,
      first.json.credential,
    ])
    expect(await db.visitorSession.count()).toBe(1)

    const browser = own({ [SITE_HEADER]: shop.key })
    expect((await browser.post(CONVERSATIONS, body)).json.conversationId).toBe(first.json.conversationId)
    for (const one of [browser, page({ [VISITOR_HEADER]: first.json.credential })])
      expect((await one.get(`${CONVERSATIONS}/${first.json.conversationId}`)).status).toBe(200)
    expect([await db.user.count(), await db.message.count()]).toEqual([1, 1])
  })

  it('is not handed out to the visitor who has it', async () => {
    const { json } = await page().post(CONVERSATIONS, newStart())
    const second = await page({ [VISITOR_HEADER]: json.credential, ...inHeader }).post(
      CONVERSATIONS,
      newStart(),
    )
    expect([second.status, second.json.credential]).toEqual([201, undefined])
    expect(await db.user.count()).toBe(1)
  })

  it('that is dead starts as a stranger, and is refused everything else', async () => {
    const { json } = await page().post(CONVERSATIONS, newStart())
    await db.visitorSession.deleteMany()
    const dead = page({ [VISITOR_HEADER]: json.credential, ...inHeader })
    expect((await dead.get(CONVERSATIONS)).status).toBe(401)
    const anew = await dead.post(CONVERSATIONS, newStart())
    expect([anew.status, anew.json.credential]).toEqual([201, expect.stringMatching(/^v1_/)])
    expect(anew.json.credential).not.toBe(json.credential)
    expect(await db.user.count()).toBe(2)
  })

  it('counts in the header before the cookie, also when it is dead', async () => {
    const browser = own({ [SITE_HEADER]: shop.key })
    const { json: cookies } = await browser.post(CONVERSATIONS, newStart())
    const { json: header } = await page().post(CONVERSATIONS, newStart())
    const listed = async (token: string) =>
      (await browser.get(CONVERSATIONS, { headers: { [VISITOR_HEADER]: token } })).json
    expect((await browser.get(CONVERSATIONS)).json.data[0].id).toBe(cookies.conversationId)
    expect((await listed(header.credential)).data[0].id).toBe(header.conversationId)
    expect((await listed('v1_dead')).error.code).toBe('not_authenticated')
  })

  it('of one way is none in the other', async () => {
    const browser = own({ [SITE_HEADER]: shop.key })
    await browser.post(CONVERSATIONS, newStart())
    const [[name, token]] = [...browser.cookies] as [[string, string]]
    const { json } = await page().post(CONVERSATIONS, newStart())
    const cookie = `${name}=${json.credential}`
    expect((await own({ [SITE_HEADER]: shop.key, cookie }).get(CONVERSATIONS)).status).toBe(401)
    expect((await page({ [VISITOR_HEADER]: token }).get(CONVERSATIONS)).status).toBe(401)
    expect((await own({ [SITE_HEADER]: shop.key, [VISITOR_HEADER]: token }).get(CONVERSATIONS)).status).toBe(
      401,
    )
  })

  it('of one site is none of another, and none where no site is named', async () => {
    const { json } = await page().post(CONVERSATIONS, newStart())
    const ask = (headers: Headers) =>
      own({ [VISITOR_HEADER]: json.credential, ...headers }).get(CONVERSATIONS)
    expect((await ask({ [SITE_HEADER]: shop.key })).status).toBe(200)
    expect((await ask({ [SITE_HEADER]: SITE_KEY })).status).toBe(401)
    expect((await ask({})).status).toBe(401)
    const unknown = await ask({ [SITE_HEADER]: 'pk_unknown' })
    expect([unknown.status, unknown.json.error.code]).toEqual([404, 'unknown_site'])
  })
})
