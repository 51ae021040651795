import { SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { identitySnippets } from '@/client/desk/sites/identity-snippets'
import { CREDENTIAL_HEADER, IN_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { createCast, createSite } from '@/tests/factories'
import {
  browserOn,
  type Claims,
  CONVERSATIONS,
  conversationsOf,
  createSecret,
  hashOf,
  IDENTITY,
  newStart,
  setPolicy,
  sign,
  type TestSite,
} from './people'

let shop: TestSite
let secret: { id: string; value: string }
beforeEach(async () => {
  await emptyDatabase()
  await createCast()
  shop = await createSite('shop0001')
  await setPolicy(shop.id, { identity: 'optional' })
  secret = await createSecret(shop.id)
})

type Browser = ReturnType<typeof browserOn>

const identify = async (browser: Browser, claims: Claims = {}) =>
  browser.post(IDENTITY, { token: await sign(secret.value, shop, claims) })

async function start(browser: Browser, content = 'Hello?'): Promise<string> {
  const { json } = await browser.post(CONVERSATIONS, newStart(content))
  return json.conversationId
}

const cookieOf = ({ cookies }: Browser) => [...cookies].map((pair) => pair.join('=')).join('; ')

describe('a visitor for whom the site vouches', () => {
  it('is a new person where nothing was said before', async () => {
    const browser = browserOn(shop)
    const { status, json } = await identify(browser, { email: 'Vera@Shop.example', name: 'Vera' })
    expect([status, json]).toEqual([
      200,
      { visitor: { id: expect.any(String), name: 'Vera', email: 'vera@shop.example' } },
    ])
    const stored = await db.user.findUniqueOrThrow({ where: { id: json.visitor.id } })
    expect([stored.externalId, stored.emailVerified, stored.siteId]).toEqual(['user-1', true, shop.id])
    expect(await conversationsOf(browser)).toEqual([])
    const id = await start(browser)
    const { conversation } = (await browser.get(`${CONVERSATIONS}/${id}`)).json
    expect([conversation.visitor.id, conversation.visitor.isVerified]).toEqual([json.visitor.id, true])
  })

  it('keeps what the same browser wrote before', async () => {
    const browser = browserOn(shop)
    const id = await start(browser)
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id } })
    const { json } = await identify(browser)
    expect(json.visitor.id).toBe(userId)
    expect(await conversationsOf(browser)).toEqual([id])
    expect(await db.visitorSession.count()).toBe(1)
  })

  it('finds their conversations on another device, and brings what they wrote there', async () => {
    const [phone, laptop] = [browserOn(shop), browserOn(shop)]
    const first = await start(phone, 'From the phone')
    await identify(phone)
    const second = await start(laptop, 'From the laptop')
    for (const [browser, id] of [
      [phone, first],
      [laptop, second],
    ] as const) {
      await browser.put(`${CONVERSATIONS}/${id}/page`, { address: `https://shop.example/${id}` })
      await browser.post(`${CONVERSATIONS}/${id}/tracked-events`, { events: [{ name: id }] })
    }
    const anonymous = await db.conversation.findUniqueOrThrow({ where: { id: second } })
    const { json } = await identify(laptop)

    expect(await conversationsOf(laptop)).toEqual([first, second].sort())
    expect(await conversationsOf(phone)).toEqual([first, second].sort())
    expect(await db.user.count({ where: { id: anonymous.userId } })).toBe(0)
    const authors = await db.message.findMany({
      where: { conversationId: second },
      select: { senderId: true },
    })
    expect(authors).toEqual([{ senderId: json.visitor.id }])
    const pages = await db.visitedPage.findMany({ orderBy: { id: 'asc' } })
    expect(pages.map(({ visitorId, address }) => [visitorId, address.split('/').at(-1)])).toEqual([
      [json.visitor.id, first],
      [json.visitor.id, second],
    ])
    const events = await db.trackedEvent.findMany({ orderBy: { id: 'asc' } })
    expect(events.map(({ visitorId, name }) => [visitorId, name])).toEqual([
      [json.visitor.id, first],
      [json.visitor.id, second],
    ])
    // Events that still wait tell the new author, too.
    const waiting = await db.outboxEvent.findMany({ where: { conversationId: second } })
    expect(JSON.stringify(waiting.map(({ payload }) => payload))).not.toContain(anonymous.userId)
  })

  it('gets a fresh token each time, and what was there before opens nothing', async () => {
    const browser = browserOn(shop)
    await start(browser)
    const planted = cookieOf(browser)
    await identify(browser)
    const first = cookieOf(browser)
    expect(first).not.toBe(planted)
    await identify(browser)
    expect(await conversationsOf(browserOn(shop, { cookie: planted }))).toBe('not_authenticated')
    expect(await conversationsOf(browserOn(shop, { cookie: first }))).toBe('not_authenticated')
    expect(await conversationsOf(browser)).toHaveLength(1)
  })

  it('cannot be had by repeating the start from before', async () => {
    const [victim, attacker] = [browserOn(shop), browserOn(shop)]
    const body = newStart()
    await attacker.post(CONVERSATIONS, body)
    await victim.post(CONVERSATIONS, body)
    await identify(victim)
    const [mine] = (await conversationsOf(victim)) as string[]
    const again = await attacker.post(CONVERSATIONS, body)
    expect([again.status, again.json.error?.code ?? again.json.conversationId]).not.toEqual([200, mine])
    attacker.forgetCookies()
    expect((await attacker.post(CONVERSATIONS, body)).json.conversationId).not.toBe(mine)
    expect(await conversationsOf(attacker)).not.toContain(mine)
  })

  it('becomes another person without taking anything along', async () => {
    const browser = browserOn(shop)
    const id = await start(browser)
    const first = (await identify(browser)).json.visitor.id
    const cookie = cookieOf(browser)
    const second = (await identify(browser, { sub: 'user-2' })).json.visitor.id
    expect(second).not.toBe(first)
    expect(await conversationsOf(browser)).toEqual([])
    expect(await conversationsOf(browserOn(shop, { cookie }))).toBe('not_authenticated')
    expect((await db.conversation.findUniqueOrThrow({ where: { id } })).userId).toBe(first)
  })

  it('is another person on another site', async () => {
    const tents = await createSite('tents001')
    await setPolicy(tents.id, { identity: 'optional' })
    const other = await createSecret(tents.id)
    const here = await identify(browserOn(shop))
    const there = await browserOn(tents).post(IDENTITY, { token: await sign(other.value, tents) })
    expect(there.status).toBe(200)
    expect(there.json.visitor.id).not.toBe(here.json.visitor.id)
  })

  it('gets the credential in the answer where no cookie is wanted', async () => {
    const browser = browserOn(shop, { [CREDENTIAL_HEADER]: IN_HEADER })
    const { json, headers } = await identify(browser)
    expect([json.credential, headers.getSetCookie()]).toEqual([expect.stringMatching(/^v1_[\w-]{43}$/), []])
    const known = browserOn(shop, { [VISITOR_HEADER]: json.credential })
    const id = await start(known)
    expect(await conversationsOf(known)).toEqual([id])
  })

  it('has at most twenty browsers: the one used longest ago is signed out', async () => {
    const browsers = Array.from({ length: 21 }, () => browserOn(shop))
    for (const browser of browsers) await identify(browser)
    expect(await db.visitorSession.count()).toBe(20)
    expect(await conversationsOf(browsers[0] as Browser)).toBe('not_authenticated')
    expect(await conversationsOf(browsers[20] as Browser)).toEqual([])
  })
})

it('is vouched for by the code that the settings show', async () => {
  const { code = '' } = identitySnippets(shop.key).find(({ id }) => id === 'node') ?? {}
  const body = `${code.replace(/^import .*$/gm, '')}\nreturn token`
  const run = new Function('SignJWT', 'user', 'env', `return (async () => {${body}})()`)
  const user = { id: 42, name: 'Vera', email: 'vera@shop.example' }
  const token = await run(SignJWT, user, { PORCHLIGHT_SECRET: secret.value })
  const { status, json } = await browserOn(shop).post(IDENTITY, { token })
  expect([status, json.visitor.name, json.visitor.email]).toEqual([200, user.name, user.email])
  expect(await db.user.count({ where: { externalId: '42' } })).toBe(1)
})

describe('a blocked visitor', () => {
  it('who is anonymous does not become somebody else', async () => {
    const browser = browserOn(shop)
    const id = await start(browser)
    await db.user.updateMany({ where: { conversations: { some: { id } } }, data: { blockedAt: new Date() } })
    const { status, json } = await identify(browser)
    expect([status, json.error.code]).toEqual([403, 'blocked'])
    expect(await db.user.count({ where: { externalId: { not: null } } })).toBe(0)
    expect(await conversationsOf(browser)).toEqual([id])
  })

  it('who is verified stays blocked in every browser', async () => {
    const first = browserOn(shop)
    const id = await start(first)
    await identify(first)
    await db.user.updateMany({ where: { externalId: 'user-1' }, data: { blockedAt: new Date() } })
    const second = browserOn(shop)
    expect((await identify(second)).status).toBe(200)
    expect(await conversationsOf(second)).toEqual([id])
    expect((await second.post(`${CONVERSATIONS}/${id}/messages`, { content: 'Hi' })).json.error.code).toBe(
      'blocked',
    )
  })
})

it.each([false, 'false', 0, null])(
  'is not believed an address of which the site says %j as `email_verified`',
  async (email_verified) => {
    const { json } = await identify(browserOn(shop), { email: 'ceo@shop.example', email_verified })
    expect(json.visitor.email).toBeNull()
  },
)

describe('what a visitor says without proof', () => {
  it('opens nothing: an address is only an address', async () => {
    const known = browserOn(shop)
    await start(known)
    await identify(known, { email: 'vera@shop.example' })
    const mallory = browserOn(shop)
    const body = { ...newStart(), visitor: { email: 'vera@shop.example' } }
    const { json } = await mallory.post(CONVERSATIONS, body)
    expect(json.conversation.visitor.isVerified).toBe(false)
    expect(await conversationsOf(mallory)).toEqual([json.conversationId])
  })

  it('never stands as the address of a verified one', async () => {
    const browser = browserOn(shop)
    const { json } = await browser.post(CONVERSATIONS, {
      ...newStart(),
      visitor: { name: 'Vera', email: 'ceo@shop.example' },
    })
    await identify(browser)
    const visitor = async () =>
      (await browser.get(`${CONVERSATIONS}/${json.conversationId}`)).json.conversation.visitor
    expect(await visitor()).toMatchObject({ name: 'Vera', email: null })
    await browser.patch(`${CONVERSATIONS}/${json.conversationId}`, {
      visitor: { name: 'The boss', email: 'ceo@shop.example' },
    })
    await browser.post(CONVERSATIONS, { ...newStart(), visitor: { email: 'ceo@shop.example' } })
    expect(await visitor()).toMatchObject({ name: 'Vera', email: null })
    await identify(browser, { email: 'vera@shop.example', name: 'Vera Lamp' })
    expect(await visitor()).toMatchObject({ name: 'Vera Lamp', email: 'vera@shop.example' })

    for (const email of ['mallory@example.com', null]) {
      const path = `${CONVERSATIONS}/${json.conversationId}`
      const { status, json: refused } = await browser.patch(path, { visitor: { name: 'Mallory', email } })
      expect([status, refused.error]).toMatchObject([409, { code: 'email_verified', param: 'visitor.email' }])
    }
    expect(await visitor()).toMatchObject({ name: 'Vera Lamp', email: 'vera@shop.example' })
  })
})

describe('a static hash', () => {
  it('proves nothing unless the site allows it', async () => {
    const proof = { externalId: 'user-1', userHash: hashOf(secret.value, 'user-1') }
    const refused = await browserOn(shop).post(IDENTITY, proof)
    expect([refused.status, refused.json.error.code]).toEqual([403, 'identity_hash_off'])
    await setPolicy(shop.id, { identity: 'optional', allowsStaticProof: true })
    expect((await browserOn(shop).post(IDENTITY, proof)).status).toBe(200)
  })

  it('vouches for the id alone', async () => {
    await setPolicy(shop.id, { identity: 'optional', allowsStaticProof: true })
    const prove = (externalId: string) =>
      browserOn(shop).post(IDENTITY, {
        externalId,
        userHash: hashOf(secret.value, externalId).toUpperCase(),
        email: 'vera@shop.example',
        name: 'Vera',
      })
    expect((await prove('user-1')).json.visitor).toMatchObject({ name: 'Vera', email: null })
    // As sites do that call their users by their addresses.
    expect((await prove('Vera@shop.example')).json.visitor).toMatchObject({ email: 'vera@shop.example' })
    const posing = await browserOn(shop).post(IDENTITY, {
      externalId: 'user-9',
      userHash: hashOf(secret.value, 'user-9'),
      name: 'Support',
    })
    expect([posing.status, posing.json.error.param]).toEqual([400, 'name'])
  })
})

describe('signing out', () => {
  it('ends the session and makes the browser forget', async () => {
    const browser = browserOn(shop)
    const id = await start(browser)
    await identify(browser)
    const cookie = cookieOf(browser)
    const { status, headers } = await browser.post(`${IDENTITY}/end`, {})
    expect([status, headers.getSetCookie()]).toEqual([
      200,
      [expect.stringMatching(/^porchlight_v_shop0001=; Max-Age=0;/)],
    ])
    expect(await conversationsOf(browserOn(shop, { cookie }))).toBe('not_authenticated')
    expect(await db.conversation.count({ where: { id } })).toBe(1)
    const back = browserOn(shop)
    await identify(back)
    expect(await conversationsOf(back)).toEqual([id])
    expect((await browserOn(shop).post(`${IDENTITY}/end`, {})).status).toBe(200)
  })
})

describe('a site that demands an identity', () => {
  it('answers anonymous visitors nothing, and gives them no realtime token', async () => {
    const [anonymous, verified] = [browserOn(shop), browserOn(shop)]
    const id = await start(anonymous)
    await identify(verified)
    const own = await start(verified)
    await setPolicy(shop.id, { identity: 'required' })

    const calls = (browser: Browser, conversationId: string) => [
      browser.get(CONVERSATIONS),
      browser.post(CONVERSATIONS, newStart()),
      browser.get(`${CONVERSATIONS}/${conversationId}`),
      browser.patch(`${CONVERSATIONS}/${conversationId}`, { visitor: { name: 'Vee' } }),
      browser.post(`${CONVERSATIONS}/${conversationId}/messages`, { content: 'Hi' }),
      browser.put(`${CONVERSATIONS}/${conversationId}/read-position`, { sequence: 1 }),
      browser.get('/api/ably/auth'),
    ]
    for (const call of calls(anonymous, id)) {
      const { status, json } = await call
      expect([status, json.error.code]).toEqual([401, 'identity_required'])
    }
    const stranger = await browserOn(shop).post(CONVERSATIONS, newStart())
    expect([stranger.status, stranger.json.error.code]).toEqual([401, 'identity_required'])
    for (const call of calls(verified, own)) expect((await call).status).toBeLessThan(300)

    // What they wrote before the site demanded it is theirs again once it vouches for them.
    await identify(anonymous)
    expect(await conversationsOf(anonymous)).toContain(id)
  })
})

it('is taken by no site that vouches for nobody', async () => {
  await setPolicy(shop.id, {})
  const { status, json } = await identify(browserOn(shop))
  expect([status, json.error.code]).toEqual([403, 'identity_off'])
  expect(await db.visitorSession.count()).toBe(0)
})
