import * as Ably from 'ably'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { conversationChannel, liveChannel, statusChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { TestBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { createSite } from '@/tests/factories'
import { type RunningServer, startServer } from '@/tests/running-server'
import { hashOfAllRows } from './rows'

const CONVERSATIONS = '/api/support/conversations'
const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000'

/** One person on two sites, in one browser: one jar of cookies. */
let browser: TestBrowser
let server: RunningServer
const ids = { lamps: 'lamps001', tents: 'tents001' }
const keys: Record<string, string> = {}
const conversations: Record<string, string> = {}
const messages: Record<string, string> = {}
/** The same person where no cookie sticks. */
const credentials: Record<string, string> = {}
type SiteName = keyof typeof ids
const names = Object.keys(ids) as SiteName[]
const otherThan = (name: SiteName): SiteName => (name === 'lamps' ? 'tents' : 'lamps')

const start = (content: string) => ({
  clientConversationId: crypto.randomUUID(),
  message: { clientMessageId: crypto.randomUUID(), content },
})

/** How the person speaks on a site: by a cookie, or by a header. */
const ways = ['cookie', 'header'] as const
type Way = (typeof ways)[number]
const headersOf = (name: SiteName, way: Way): Record<string, string> => ({
  [SITE_HEADER]: keys[name] ?? '',
  'porchlight-side': 'visitor',
  ...(way === 'header' && { [VISITOR_HEADER]: credentials[name] ?? '' }),
})

const clients: Ably.Realtime[] = []

beforeAll(async () => {
  await emptyDatabase()
  server = await startServer()
  browser = new TestBrowser(null, server.reach)
  for (const name of names) {
    keys[name] = (await createSite(ids[name])).key
    const site = { [SITE_HEADER]: keys[name] ?? '' }
    const { json } = await browser.post(CONVERSATIONS, start(`by cookie on ${name}`), { headers: site })
    conversations[`${name} cookie`] = json.conversationId
    messages[`${name} cookie`] = json.conversation.lastMessage.id
    const headers = { ...site, [CREDENTIAL_HEADER]: IN_HEADER }
    const stranger = new TestBrowser(null, server.reach)
    const answer = await stranger.post(CONVERSATIONS, start(`by header on ${name}`), { headers })
    conversations[`${name} header`] = answer.json.conversationId
    messages[`${name} header`] = answer.json.conversation.lastMessage.id
    credentials[name] = answer.json.credential
  }
})
afterAll(async () => {
  for (const client of clients) client.close()
  await server.stop()
})

it('are two visitors of two sites, in one browser', async () => {
  expect(browser.cookies.size).toBe(2)
  const visitors = await db.user.findMany({ where: { role: 'VISITOR' }, orderBy: { createdAt: 'asc' } })
  expect(visitors.map(({ siteId }) => siteId).sort()).toEqual([ids.lamps, ids.lamps, ids.tents, ids.tents])
})

describe.each(names)('the visitor of %s', (name) => {
  const other = otherThan(name)

  describe.each(ways)('who speaks by a %s', (way) => {
    const send = (method: string, path: string, body?: object, headers = headersOf(name, way)) =>
      browser.send(method, path, { headers, ...(body !== undefined && { body }) })

    it('lists their own conversation and no other', async () => {
      const { json } = await send('GET', CONVERSATIONS)
      expect(json.data.map(({ id }: { id: string }) => id)).toEqual([conversations[`${name} ${way}`]])
    })

    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['PATCH', '', { visitor: { name: 'Mallory' } }],
      ['POST', '/messages', { clientMessageId: 'message-1', content: 'hi' }],
      ['PATCH', '/messages/:message', { content: 'changed', version: 1 }],
      ['DELETE', '/messages/:message?version=1'],
      ['PUT', '/read-position', { sequence: 1 }],
    ]
    it.each(calls)('cannot %s …%s of the other site, which answers as what is not there', async (...call) => {
      const [method, suffix, body] = call
      for (const theirs of ways) {
        const before = await hashOfAllRows()
        const path = suffix.replace(':message', messages[`${other} ${theirs}`] ?? '')
        const foreign = await send(
          method,
          `${CONVERSATIONS}/${conversations[`${other} ${theirs}`]}${path}`,
          body,
        )
        const missing = await send(method, `${CONVERSATIONS}/${UNKNOWN_ID}${path}`, body)
        expect(foreign.status, foreign.text).toBe(404)
        expect(withoutRequestId(foreign.text)).toBe(withoutRequestId(missing.text))
        expect(await hashOfAllRows()).toBe(before)
      }
    })

    it('is nobody on the other site', async () => {
      // With a header alone: the browser's cookies are the other site's, too.
      const stranger = new TestBrowser(null, server.reach)
      const headers = { ...headersOf(name, way), [SITE_HEADER]: keys[other] ?? '' }
      const own = browser.cookies.get(`porchlight_v_${ids[name]}`) ?? ''
      for (const cookie of [`porchlight_v_${ids[name]}=${own}`, `porchlight_v_${ids[other]}=${own}`])
        for (const path of [CONVERSATIONS, '/api/ably/auth'])
          expect((await stranger.get(path, { headers: { ...headers, cookie } })).status, cookie).toBe(401)
    })

    it('hears nothing of the other site', async () => {
      const { text } = await send('GET', '/api/ably/auth')
      const id = conversations[`${name} ${way}`] ?? ''
      const own = [conversationChannel, liveChannel].map((channel) => channel(ids[name], id))
      const capability = JSON.parse(String(decodeJwt(text)['x-ably-capability']))
      expect(Object.keys(capability)).toEqual([...own, statusChannel(ids[name])])

      const client = new Ably.Realtime({
        endpoint: '127.0.0.1',
        port: server.port,
        tls: false,
        disableConnectivityCheck: true,
        logLevel: 0,
        token: text,
      })
      clients.push(client)
      for (const channel of Object.keys(capability)) await client.channels.get(channel).attach()
      const theirs = ways.flatMap((one) => {
        const foreignId = conversations[`${other} ${one}`] ?? ''
        // Also their conversations under one's own site, and one's own under theirs.
        return [ids[other], ids[name]].flatMap((siteId) => [
          conversationChannel(siteId, foreignId),
          liveChannel(siteId, foreignId),
        ])
      })
      const foreign = [...theirs, conversationChannel(ids[other], id), statusChannel(ids[other])]
      for (const channel of foreign) {
        const error = await client.channels
          .get(channel)
          .attach()
          .then(
            () => null,
            ({ code }) => code,
          )
        expect([channel, error]).toEqual([channel, 40160])
      }
    })
  })

  it('cannot bring a start of this site to the other one', async () => {
    const body = start('only here')
    const headers = (site: SiteName) => ({ [SITE_HEADER]: keys[site] ?? '', [CREDENTIAL_HEADER]: IN_HEADER })
    const stranger = () => new TestBrowser(null, server.reach)
    expect((await stranger().post(CONVERSATIONS, body, { headers: headers(name) })).status).toBe(201)
    const before = await hashOfAllRows()
    const again = await stranger().post(CONVERSATIONS, body, { headers: headers(other) })
    expect([again.status, again.json.error.code]).toEqual([422, 'idempotency_mismatch'])
    expect(await hashOfAllRows()).toBe(before)
  })
})

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[^"]+"/, '')
}
