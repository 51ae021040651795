import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel, inboxChannel, staffConversationChannel } from '@/contract/log/channels'
import { db, pool } from '@/server/database/db'
import type { Announcement, Outcome, Publisher } from '@/server/realtime/publisher'
import { Relay } from '@/server/realtime/relay/relay'
import type { Query } from '@/server/realtime/relay/store'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { dumpDatabase, findMarks } from '@/tests/dump'

const CONVERSATIONS = '/api/support/conversations'
const query: Query = async (text, values) => (await pool.query(text, values)).rows

beforeEach(emptyDatabase)

describe('DELETE /api/support/visitors/[visitorId]', () => {
  it('leaves nothing of the visitor in a dump of the database', { timeout: 60_000 }, async () => {
    const admin = await adminBrowser()
    await visitorBrowser('I am somebody else')
    const vera = await liveThrough(admin)

    const before = await dumpDatabase()
    // A search that finds nothing would prove nothing: every mark must be there first, in every place that keeps any.
    expect(Object.keys(findMarks(before, vera.marks))).toEqual(Object.keys(vera.marks))
    expect(new Set(Object.values(findMarks(before, vera.marks)).flat())).toEqual(
      new Set([
        'conversation',
        'message',
        'outbox_event',
        'rate_limit_window',
        'team_log',
        'tracked_event',
        'users',
        'visited_page',
        'visitor_log',
        'visitor_session',
      ]),
    )
    expect(await db.outboxEvent.count({ where: { deadAt: { not: null } } })).toBeGreaterThan(0)

    const { status, json } = await admin.send('DELETE', `/api/support/visitors/${vera.id}`)
    expect([status, json]).toEqual([200, { visitorId: vera.id, conversations: 2, messages: 4 }])
    await new Relay(new StubPublisher(() => ({ status: 'accepted' }))).run(query)

    const after = await dumpDatabase()
    expect([...after.keys()]).toEqual([...before.keys()])
    // The audit says who erased which id: it is random, and nothing is left that it leads to.
    expect(findMarks(after, { ...vera.marks, ...vera.neverStored })).toEqual({ 'her id': ['audit_entry'] })
  })

  it('never stored the visitor’s token nor the whole of its user agent', async () => {
    const vera = await liveThrough(await adminBrowser())
    expect(findMarks(await dumpDatabase(), vera.neverStored)).toEqual({})
  })

  it('leaves everybody else as they were', async () => {
    const admin = await adminBrowser()
    const victor = await visitorBrowser('I am somebody else')
    const vera = await liveThrough(admin)
    const rows = async () => ({
      users: await db.user.findMany({ where: { id: { not: vera.id } }, orderBy: { id: 'asc' } }),
      conversations: await db.conversation.findMany({ where: { userId: { not: vera.id } } }),
      messages: await db.message.findMany({ where: { conversationId: victor.conversationId } }),
      sessions: [
        await db.session.findMany(),
        await db.visitorSession.count({ where: { userId: { not: vera.id } } }),
      ],
    })
    const before = await rows()

    await admin.send('DELETE', `/api/support/visitors/${vera.id}`)

    expect(await rows()).toEqual(before)
    expect((await victor.browser.get(`${CONVERSATIONS}/${victor.conversationId}`)).status).toBe(200)
  })

  it('is over for the visitor’s browser, which may begin anew', async () => {
    const admin = await adminBrowser()
    const { browser, conversationId } = await visitorBrowser()
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })

    await admin.send('DELETE', `/api/support/visitors/${userId}`)

    expect((await browser.get(`${CONVERSATIONS}/${conversationId}`)).status).toBe(401)
    expect((await browser.get('/api/ably/auth')).status).toBe(401)
    const again = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    expect(again.status).toBe(201)
    expect(again.json.conversation.userId).not.toBe(userId)
  })

  it('tells the conversation’s channel and the inbox, and nothing but ids', async () => {
    const admin = await adminBrowser()
    const vera = await liveThrough(admin)
    await db.outboxEvent.deleteMany({ where: { deadAt: null } })

    await admin.send('DELETE', `/api/support/visitors/${vera.id}`)

    const events = await db.outboxEvent.findMany({ orderBy: { id: 'asc' } })
    const [first, second] = vera.conversationIds
    expect(events.map(({ channels, type, payload }) => [channels, type, payload])).toEqual([
      [channelsOf(first), 'conversation.erased', { actor: null, siteId: SITE_ID, conversationId: first }],
      [channelsOf(second), 'conversation.erased', { actor: null, siteId: SITE_ID, conversationId: second }],
      [
        [inboxChannel(SITE_ID)],
        'conversations.erased',
        { actor: null, siteId: SITE_ID, conversationIds: [first, second] },
      ],
    ])
  })

  it('answers 404 the second time, and to what is no visitor', async () => {
    const admin = await adminBrowser()
    const { conversationId } = await visitorBrowser()
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    const olga = await db.user.findFirstOrThrow({ where: { role: 'ADMIN' } })
    const erase = async (id: string) => (await admin.send('DELETE', `/api/support/visitors/${id}`)).status

    expect(await erase(userId)).toBe(200)
    expect(await erase(userId)).toBe(404)
    expect(await erase(olga.id)).toBe(404)
    expect(await erase('not-an-id')).toBe(404)
    expect(await db.user.count()).toBe(1)
  })

  it('is for admins alone', async () => {
    const admin = await adminBrowser()
    const { browser, conversationId } = await visitorBrowser()
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    const erase = async (who: TestBrowser, id: string) =>
      (await who.send('DELETE', `/api/support/visitors/${id}`)).status

    expect(await erase(new TestBrowser('agent'), userId)).toBe(401)
    // For what is there and for what is not, so that the answer tells nothing.
    expect([await erase(browser, userId), await erase(browser, crypto.randomUUID())]).toEqual([403, 403])
    await db.user.updateMany({ where: { role: 'ADMIN' }, data: { role: 'AGENT' } })
    expect([await erase(admin, userId), await erase(admin, crypto.randomUUID())]).toEqual([403, 403])
    expect(await db.conversation.count()).toBe(1)
  })

  it('is complete although the visitor goes on writing at that moment, and fails nobody', async () => {
    const admin = await adminBrowser()
    for (let round = 0; round < 5; round += 1) {
      const { browser, conversationId } = await visitorBrowser()
      const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
      const post = () =>
        browser.post(`${CONVERSATIONS}/${conversationId}/messages`, {
          clientMessageId: crypto.randomUUID(),
          content: 'still here',
        })
      const start = () =>
        browser.post(CONVERSATIONS, {
          clientConversationId: crypto.randomUUID(),
          message: { clientMessageId: crypto.randomUUID(), content: 'another' },
        })

      const [erased, ...others] = await Promise.all([
        admin.send('DELETE', `/api/support/visitors/${userId}`),
        ...[post, start, post, post, start, post, post].map((act) => act()),
      ])

      expect(erased.status).toBe(200)
      expect(
        others.map(({ status }) => status).filter((status) => ![200, 201, 401, 404].includes(status)),
      ).toEqual([])
      expect(await db.user.count({ where: { id: userId } })).toBe(0)
      expect(await db.conversation.count({ where: { userId } })).toBe(0)
      expect(await db.message.count({ where: { conversationId } })).toBe(0)
    }
  })
})

/** Vera writes, is answered, reads, says who she is, starts again; and some of the news of it cannot be sent. */
async function liveThrough(admin: TestBrowser) {
  const browser = new TestBrowser('visitor')
  const userAgent =
    'Mozilla/5.0 (X11; CrOS x86_64 14541.7.7) AppleWebKit/537.36 Chrome/155.7.6.5 OPR/87.6.5.4'
  const start = async (clientConversationId: string, content: string) => {
    const { json } = await browser.post(
      CONVERSATIONS,
      {
        clientConversationId,
        message: { clientMessageId: `vera-start-${clientConversationId}`, content },
        pageUrl: 'https://shop.example/orders/vera-7731',
        referrer: 'https://vera-search.example/mugs',
        language: 'rm-CH',
        timeZone: 'Antarctica/Troll',
      },
      { headers: { 'user-agent': userAgent } },
    )
    return String(json.conversationId)
  }
  const startKey = crypto.randomUUID()
  const first = await start(startKey, 'Where is the zanzibarmug?')
  await browser.patch(`${CONVERSATIONS}/${first}`, {
    visitor: { name: 'Vera Quillfeather', email: 'vera.quillfeather@mail.example' },
  })
  await browser.post(`${CONVERSATIONS}/${first}/messages`, {
    clientMessageId: 'vera-second-message',
    content: 'The one with the kingfisher',
  })
  await admin.post(`${CONVERSATIONS}/${first}/messages`, {
    clientMessageId: 'olga-first-answer',
    content: 'Dear Mrs Quillfeather, it left on Thursdayish',
  })
  await admin.put(`${CONVERSATIONS}/${first}/read-position`, { sequence: 2 })
  await browser.put(`${CONVERSATIONS}/${first}/read-position`, { sequence: 3 })
  await browser.put(`${CONVERSATIONS}/${first}/page`, {
    address: 'https://shop.example/basket/vera-4410',
    title: 'Basket of Vera Quillfeather',
  })
  await browser.post(`${CONVERSATIONS}/${first}/tracked-events`, {
    events: [{ name: 'Vera Quillfeather paid', data: { order: 'vera-4410' } }],
  })
  const second = await start(crypto.randomUUID(), 'And the zanzibarplate?')
  await browser.get('/api/ably/auth')
  await refuseForGood(first)

  const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: first } })
  const messages = await db.message.findMany({ where: { conversationId: { in: [first, second] } } })
  const sessions = await db.visitorSession.findMany({ where: { userId } })
  const token = [...browser.cookies.values()].join()
  return {
    id: userId,
    conversationIds: [first, second],
    marks: {
      'her id': userId,
      'her first conversation': first,
      'her second conversation': second,
      ...Object.fromEntries(messages.map(({ id, sequence }) => [`message ${id} (${sequence})`, id])),
      'a key of her message': 'vera-second-message',
      'a key of her conversation': startKey,
      'the hash of that key': sha256(startKey),
      'her session': sessions[0]?.id ?? 'missing',
      'the hash of her token': sha256(token),
      'her name': 'Quillfeather',
      'her address': 'vera.quillfeather@mail.example',
      'what she wrote': 'zanzibarmug',
      'what she wrote later': 'kingfisher',
      'what she was answered': 'Thursdayish',
      'the page she was on': 'vera-7731',
      'where she came from': 'vera-search.example',
      'her language': 'rm-CH',
      'her zone': 'Antarctica/Troll',
      'her browser': 'Opera 87 on ChromeOS',
    },
    neverStored: { 'her token': token, 'her user agent': userAgent, 'a part of it': '14541.7.7' },
  }
}

/** The realtime service takes no news of this conversation, until they are given up; of others it takes them later. */
async function refuseForGood(conversationId: string): Promise<void> {
  let now = 0
  const outcome = ({ channel }: Announcement): Outcome =>
    channel.includes(conversationId)
      ? { status: 'refused', reason: `40009 no room for ${conversationId}` }
      : { status: 'failed', reason: 'away' }
  const relay = new Relay(new StubPublisher(outcome), () => now)
  for (let round = 0; round < 12; round += 1) {
    await relay.run(query)
    now += 10_000
  }
}

class StubPublisher implements Publisher {
  readonly #outcomeOf: (announcement: Announcement) => Outcome

  constructor(outcomeOf: (announcement: Announcement) => Outcome) {
    this.#outcomeOf = outcomeOf
  }

  publish = async (announcements: readonly Announcement[]) => announcements.map(this.#outcomeOf)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function channelsOf(conversationId = ''): string[] {
  return [conversationChannel(SITE_ID, conversationId), staffConversationChannel(SITE_ID, conversationId)]
}
