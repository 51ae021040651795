import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel } from '@/contract/log/channels'
import { db } from '@/server/database/db'
import { adminBrowser, TestBrowser, type TestResponse, visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { recorded, toldOn } from '@/tests/told'

const CONVERSATIONS = '/api/support/conversations'

beforeEach(emptyDatabase)

describe('POST /api/support/conversations', () => {
  it('makes somebody unknown a visitor and answers the conversation', async () => {
    const browser = new TestBrowser()

    const { status, json, headers } = await browser.post(CONVERSATIONS, {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: crypto.randomUUID(), content: '  Hello?  ' },
      visitor: { name: 'Vera', email: 'Vera@Example.com' },
      pageUrl: 'https://shop.example/orders/9913?token=secret#top',
      referrer: 'https://search.example/?q=mugs',
      language: 'pt-BR',
      timeZone: 'Europe/Lisbon',
    })

    expect(status).toBe(201)
    expect(json.conversationId).toBe(json.conversation.id)
    expect(json.conversation).toMatchObject({
      status: 'OPEN',
      lastSequence: 1,
      unreadCount: 0,
      visitor: { name: 'Vera', email: 'vera@example.com' },
      context: null,
      lastMessage: { content: 'Hello?', sequence: 1, senderSide: 'visitor', senderName: 'Vera' },
    })
    expect(headers.get('set-cookie')).toMatch(
      /^porchlight_visitor=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  it('shows agents where the visitor wrote from, without query and fragment', async () => {
    const visitor = new TestBrowser('visitor')
    const { json } = await visitor.post(
      CONVERSATIONS,
      { clientConversationId: crypto.randomUUID(), pageUrl: 'https://shop.example/orders?token=secret#top' },
      {
        headers: {
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
        },
      },
    )

    const admin = await adminBrowser()
    const seen = await admin.get(`${CONVERSATIONS}/${json.conversationId}`)

    expect(seen.json.conversation.context).toEqual({
      pageUrl: 'https://shop.example/orders',
      referrer: null,
      language: null,
      timeZone: null,
      browser: 'Chrome 156 on Linux',
    })
  })

  it('answers a repeat with the first conversation and message', async () => {
    const browser = new TestBrowser('visitor')
    const body = {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: 'message-1', content: 'x' },
    }

    const first = await browser.post(CONVERSATIONS, body)
    const again = await browser.post(CONVERSATIONS, body)

    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.json.conversation.lastMessage.id).toBe(first.json.conversation.lastMessage.id)
    expect(await db.message.count()).toBe(1)
  })

  it('gives a browser that never heard the first answer the same conversation, and its cookie', async () => {
    const browser = new TestBrowser('visitor')
    const body = {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: 'message-1', content: 'x' },
    }
    const first = await browser.post(CONVERSATIONS, body)
    browser.forgetCookies()

    const again = await browser.post(CONVERSATIONS, body)

    expect(again.json.conversationId).toBe(first.json.conversationId)
    expect((await browser.get(`${CONVERSATIONS}/${first.json.conversationId}`)).status).toBe(200)
    expect(await db.user.count()).toBe(1)
  })

  it('makes one visitor, conversation and message of fifty equal requests at once', async () => {
    const body = {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: 'message-1', content: 'x' },
    }

    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        persistently(() => new TestBrowser('visitor').post(CONVERSATIONS, body)),
      ),
    )

    expect(new Set(answers.map((answer) => answer.json.conversationId)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect([await db.user.count(), await db.conversation.count(), await db.message.count()]).toEqual([
      1, 1, 1,
    ])
  })

  it('refuses the same id with another first message', async () => {
    const browser = new TestBrowser('visitor')
    const clientConversationId = crypto.randomUUID()
    await browser.post(CONVERSATIONS, {
      clientConversationId,
      message: { clientMessageId: 'aaaaaaaa', content: 'one' },
    })

    const again = await browser.post(CONVERSATIONS, {
      clientConversationId,
      message: { clientMessageId: 'aaaaaaaa', content: 'two' },
    })

    expect(again.status).toBe(422)
    expect(again.json.error.code).toBe('idempotency_mismatch')
  })

  it.each([
    ['another message', { clientMessageId: 'message-2', content: 'two' }],
    ['another message, with a name of the team', { clientMessageId: 'message-3', content: 'three' }],
  ])('refuses a repeat that carries %s, and changes nothing', async (_what, message) => {
    const browser = new TestBrowser('visitor')
    const clientConversationId = crypto.randomUUID()
    const first = { clientMessageId: 'message-1', content: 'one' }
    const { json } = await browser.post(CONVERSATIONS, { clientConversationId, message: first })
    await (await adminBrowser()).patch(`${CONVERSATIONS}/${json.conversationId}`, { status: 'CLOSED' })

    for (const visitor of [undefined, { name: 'Support' }]) {
      const again = await browser.post(CONVERSATIONS, { clientConversationId, message, visitor })
      expect([again.status, again.json.error]).toEqual([
        422,
        expect.objectContaining({ code: 'idempotency_mismatch', param: 'clientConversationId' }),
      ])
    }
    const stored = await browser.get(`${CONVERSATIONS}/${json.conversationId}`)
    expect(stored.json.conversation).toMatchObject({ status: 'CLOSED', lastSequence: 2 })
    expect((await browser.post(CONVERSATIONS, { clientConversationId })).status).toBe(200)
    expect((await browser.post(CONVERSATIONS, { clientConversationId, message: first })).status).toBe(200)
  })

  it('answers all but one of fifty equal starts of a visitor as repeats, which use nothing up', {
    timeout: 60_000,
  }, async () => {
    const { browser } = await visitorBrowser()
    const body = {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: 'message-1', content: 'x' },
    }
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser.post(CONVERSATIONS, body)))

    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201])
    for (let index = 0; index < 5; index += 1) {
      const start = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
      expect(start.status).toBe(201)
    }
  })

  it('counts no start that was refused', async () => {
    const { browser } = await visitorBrowser()
    const start = (name: string) =>
      browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID(), visitor: { name } })
    for (let index = 0; index < 8; index += 1) expect((await start('Support')).status).toBe(400)
    expect((await start('Vera')).status).toBe(201)
  })

  it('gives a browser that repeats its start one session, whichever answer it hears', async () => {
    const body = { clientConversationId: crypto.randomUUID() }
    const cookies = new Set<string>()
    for (let index = 0; index < 5; index += 1) {
      const browser = new TestBrowser('visitor')
      await browser.post(CONVERSATIONS, body)
      cookies.add([...browser.cookies.values()].join())
    }
    expect(cookies.size).toBe(1)
    expect(await db.visitorSession.count()).toBe(1)
  })

  it.each([
    'conversation-1',
    '12345678',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    // Of a clock and a network card, of a name, and not of RFC 9562 at all.
    'c232ab00-9414-11ec-b3c8-9f6bdeced846',
    '5df41881-3aed-3515-88a7-2f4a814cf09e',
    'c232ab00-9414-41ec-c3c8-9f6bdeced846',
  ])('wants an id that cannot be guessed, not %s', async (clientConversationId) => {
    const { status, json } = await new TestBrowser('visitor').post(CONVERSATIONS, { clientConversationId })
    expect([status, json.error.code, json.error.param]).toEqual([
      400,
      'validation_failed',
      'clientConversationId',
    ])
  })

  it('shows the team a conversation once something was said in it', async () => {
    const browser = new TestBrowser('visitor')
    const { json } = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    const admin = await adminBrowser()
    await browser.patch(`${CONVERSATIONS}/${json.conversationId}`, { visitor: { name: 'Vera' } })
    expect((await admin.get(CONVERSATIONS)).json.data).toEqual([])
    expect((await browser.get(CONVERSATIONS)).json.data).toHaveLength(1)

    await browser.post(`${CONVERSATIONS}/${json.conversationId}/messages`, {
      clientMessageId: 'message-1',
      content: 'Hello?',
    })
    expect((await admin.get(CONVERSATIONS)).json.data).toHaveLength(1)
  })

  it('lets a visitor start six conversations in twelve hours', async () => {
    const { browser } = await visitorBrowser()
    const start = () => browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })

    const statuses = []
    for (let index = 0; index < 7; index += 1) statuses.push((await start()).status)

    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 429])
    expect(Number((await start()).headers.get('retry-after'))).toBeGreaterThan(3600)
  })
})

describe('GET /api/support/conversations', () => {
  it('shows an agent all, newest activity first, with what is unread', async () => {
    const first = await visitorBrowser('first')
    const second = await visitorBrowser('second')
    await first.browser.post(`${CONVERSATIONS}/${first.conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      content: 'again',
    })
    const admin = await adminBrowser()

    const { json } = await admin.get(CONVERSATIONS)

    expect(json.data.map((one: { id: string }) => one.id)).toEqual([
      first.conversationId,
      second.conversationId,
    ])
    expect(json.data[0]).toMatchObject({ unreadCount: 2, lastMessage: { content: 'again' } })
    expect(json).toMatchObject({ hasMore: false, nextCursor: null, unreadTotal: 2 })
  })

  it('shows a visitor its own only', async () => {
    const mine = await visitorBrowser()
    await visitorBrowser()

    const { json } = await mine.browser.get(CONVERSATIONS)

    expect(json.data.map((one: { id: string }) => one.id)).toEqual([mine.conversationId])
  })

  it('pages without gaps or repeats', async () => {
    for (let index = 0; index < 5; index += 1) await visitorBrowser(`number ${index}`)
    const admin = await adminBrowser()

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { json } = await admin.get(`${CONVERSATIONS}?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...json.data.map((one: { lastMessage: { content: string } }) => one.lastMessage.content))
      cursor = json.nextCursor
    } while (cursor !== null)

    expect(seen).toEqual(['number 4', 'number 3', 'number 2', 'number 1', 'number 0'])
  })

  it('filters by status and by what is unread', async () => {
    const closed = await visitorBrowser('closed')
    const read = await visitorBrowser('read')
    const unread = await visitorBrowser('unread')
    const admin = await adminBrowser()
    await admin.patch(`${CONVERSATIONS}/${closed.conversationId}`, { status: 'CLOSED' })
    await admin.put(`${CONVERSATIONS}/${read.conversationId}/read-position`, { sequence: 1 })

    const ids = async (query: string) =>
      (await admin.get(`${CONVERSATIONS}?${query}`)).json.data.map((one: { id: string }) => one.id)

    expect(await ids('status=CLOSED')).toEqual([closed.conversationId])
    expect(await ids('status=OPEN&unread=true')).toEqual([unread.conversationId])
    expect(await ids('unread=false')).toEqual([read.conversationId])
  })

  it.each([
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=1e9',
    'limit=0x10',
    'limit=',
    'limit=١٠',
    'limit=1&limit=2',
  ])('refuses %s', async (query) => {
    const admin = await adminBrowser()
    const { status, json } = await admin.get(`${CONVERSATIONS}?${query}`)
    expect(status).toBe(400)
    expect(json.error).toMatchObject({ code: 'validation_failed', param: 'limit' })
  })

  it('finds what needs an answer, and keeps to an order from page to page', async () => {
    const answered = await visitorBrowser('answered')
    for (const name of ['one', 'two', 'three']) await visitorBrowser(name)
    const admin = await adminBrowser()
    await admin.post(`${CONVERSATIONS}/${answered.conversationId}/messages`, {
      clientMessageId: 'an-answer',
      content: 'Here it is.',
    })

    const waiting = await admin.get(`${CONVERSATIONS}?needsAnswer=true&sort=waiting&limit=2`)
    const newest = await admin.get(`${CONVERSATIONS}?needsAnswer=true&limit=2`)

    const words = ({ json }: TestResponse) =>
      json.data.map((one: { lastMessage: { content: string } }) => one.lastMessage.content)
    expect([words(waiting), words(newest)]).toEqual([
      ['one', 'two'],
      ['three', 'two'],
    ])
    expect(waiting.json).toMatchObject({
      needsAnswerTotal: 3,
      data: [{ waitingSince: expect.any(String) }, {}],
    })
    const next = (query: string, { json }: TestResponse) =>
      admin.get(`${CONVERSATIONS}?needsAnswer=true&${query}&cursor=${json.nextCursor}`)
    expect(words(await next('sort=waiting', waiting))).toEqual(['three'])
    expect(words(await next('sort=newest', newest))).toEqual(['one'])
    expect((await next('sort=newest', waiting)).json.error).toMatchObject({ param: 'cursor' })
  })

  it.each([
    ['cursor=!!!', 'cursor'],
    ['cursor=AAAAAAAA', 'cursor'],
    ['status=open', 'status'],
    ['unread=1', 'unread'],
    ['needsAnswer=yes', 'needsAnswer'],
    ['sort=oldest', 'sort'],
    ['sort=waiting', 'sort'],
    ['sort=waiting&needsAnswer=false', 'sort'],
    ['assigneeId=', 'assigneeId'],
  ])('refuses %s', async (query, param) => {
    const admin = await adminBrowser()
    const { status, json } = await admin.get(`${CONVERSATIONS}?${query}`)
    expect(status).toBe(400)
    expect(json.error).toMatchObject({ code: 'validation_failed', param })
  })
})

describe('GET /api/support/conversations/[conversationId]', () => {
  it('pages through the messages in both directions, oldest first in each page', async () => {
    const { browser, conversationId } = await visitorBrowser('1')
    for (const content of ['2', '3', '4', '5']) {
      await browser.post(`${CONVERSATIONS}/${conversationId}/messages`, {
        clientMessageId: `message-${content}`,
        content,
      })
    }
    const page = async (query: string) => {
      const { json } = await browser.get(`${CONVERSATIONS}/${conversationId}?${query}`)
      return { ...json, messages: { ...json.messages, data: json.messages.data.map(contentOf) } }
    }

    expect(await page('limit=2')).toMatchObject({
      messages: { data: ['4', '5'], nextCursor: '4', hasMore: true },
    })
    expect(await page('limit=2&before=4')).toMatchObject({ messages: { data: ['2', '3'], nextCursor: '2' } })
    expect(await page('limit=2&before=2')).toMatchObject({
      messages: { data: ['1'], nextCursor: null, hasMore: false },
    })
    expect(await page('limit=2&after=1')).toMatchObject({
      messages: { data: ['2', '3'], nextCursor: '3', hasMore: true },
    })
    expect(await page('after=5')).toMatchObject({ messages: { data: [] }, resync: false })
    expect(await page('after=6')).toMatchObject({ messages: { data: [] }, resync: true })
  })

  it.each([
    ['before=1&after=1', 'after'],
    ['after=-1', 'after'],
    ['before=x', 'before'],
    ['limit=1000', 'limit'],
  ])('refuses %s', async (query, param) => {
    const { browser, conversationId } = await visitorBrowser()
    const { status, json } = await browser.get(`${CONVERSATIONS}/${conversationId}?${query}`)
    expect([status, json.error.param]).toEqual([400, param])
  })

  it.each(['not-an-id', '00000000-0000-0000-0000-000000000000', '%E0%A4%A', '..%2f..'])(
    'answers 404 to %s',
    async (id) => {
      const { browser } = await visitorBrowser()
      const { status, json } = await browser.get(`${CONVERSATIONS}/${id}`)
      expect([status, json.error.code]).toEqual([404, 'not_found'])
    },
  )
})

describe('PATCH /api/support/conversations/[conversationId]', () => {
  it('lets agents close and reopen, each once, which both sides find in the log', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const path = `${CONVERSATIONS}/${conversationId}`
    const admin = await adminBrowser()
    const set = async (status: string) => (await admin.patch(path, { status })).json.conversation

    const closed = await set('CLOSED')
    expect(closed).toMatchObject({ status: 'CLOSED', lastSequence: 2 })
    expect(await set('CLOSED')).toEqual(closed)
    expect(await set('OPEN')).toMatchObject({ status: 'OPEN', lastSequence: 3 })
    for (const reader of [browser, admin]) {
      expect((await reader.get(path)).json.messages.data).toMatchObject([
        { kind: 'message', sequence: 1 },
        { kind: 'event', sequence: 2, senderName: 'Olga', event: { type: 'closed' } },
        { kind: 'event', sequence: 3, senderName: 'Olga', event: { type: 'reopened' } },
      ])
    }
  })

  it('closes nothing that the visitor wrote unseen, and settles nothing', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const path = `${CONVERSATIONS}/${conversationId}`
    const admin = await adminBrowser()
    await browser.post(`${path}/messages`, { clientMessageId: 'one-more', content: 'And another thing' })
    const { json: before } = await admin.get(path)

    for (const change of [{ status: 'CLOSED' }, { needsAnswer: false }]) {
      const { status, json } = await admin.patch(path, { ...change, seenSequence: 1 })
      expect([status, json.error.code]).toEqual([409, 'newer_messages'])
      expect((await admin.get(path)).json).toEqual(before)
    }
    const closed = await admin.patch(path, { status: 'CLOSED', seenSequence: 2 })
    expect(closed.json.conversation).toMatchObject({ status: 'CLOSED', waitingSince: null })

    await browser.post(`${path}/messages`, { clientMessageId: 'and-again', content: 'Still there?' })
    expect((await admin.get(path)).json.conversation).toMatchObject({
      status: 'OPEN',
      waitingSince: expect.any(String),
    })
  })

  it('takes back that something needs no answer, with the time since when it waits', async () => {
    const { conversationId } = await visitorBrowser('Hello?')
    const path = `${CONVERSATIONS}/${conversationId}`
    const admin = await adminBrowser()
    const { waitingSince, revision } = (await admin.get(path)).json.conversation
    const change = async (patch: object) => (await admin.patch(path, patch)).json.conversation

    expect(await change({ needsAnswer: false })).toMatchObject({ waitingSince: null, revision: revision + 1 })
    expect(await change({ needsAnswer: true })).toMatchObject({ waitingSince })
    expect(await change({ status: 'CLOSED' })).toMatchObject({ waitingSince: null })
    expect(await change({ status: 'OPEN', needsAnswer: true })).toMatchObject({
      status: 'OPEN',
      waitingSince,
    })
    expect((await admin.patch(path, { status: 'CLOSED', needsAnswer: true })).json.error).toMatchObject({
      code: 'validation_failed',
      param: 'needsAnswer',
    })
  })

  it('lets the visitor tell about itself, and nothing else', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const path = `${CONVERSATIONS}/${conversationId}`

    const named = await browser.patch(path, { visitor: { name: ' Ve\u200bra\r\nBcc: x ' } })
    expect(named.json.conversation.visitor).toMatchObject({ name: 'Vera Bcc: x', email: null })

    expect((await browser.patch(path, { status: 'CLOSED' })).json.error).toMatchObject({ code: 'forbidden' })
    expect((await browser.patch(path, {})).status).toBe(400)
    expect((await browser.patch(path, { visitor: { name: 1 } })).json.error.param).toBe('visitor.name')
    expect((await browser.patch(path, { visitor: { email: 'nobody' } })).json.error.param).toBe(
      'visitor.email',
    )
  })

  it('lets the visitor leave, change and remove an address, and tells who wrote it down', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const path = `${CONVERSATIONS}/${conversationId}`
    const admin = await adminBrowser()
    const known = async () => (await admin.get(path)).json.conversation.visitor
    const tell = (by: typeof browser, visitor: object) => by.patch(path, { visitor })

    expect(await known()).toMatchObject({ email: null, emailToldBy: null, revision: 0 })
    await tell(admin, { email: 'vera@example.com' })
    expect(await known()).toMatchObject({ email: 'vera@example.com', emailToldBy: 'agent', revision: 1 })
    await tell(browser, { email: ' Vera@Example.com ' })
    expect(await known()).toMatchObject({ email: 'vera@example.com', emailToldBy: 'visitor', revision: 2 })
    await tell(admin, { email: 'vera@example.com' })
    expect(await known(), 'an agent repeats what is known').toMatchObject({
      emailToldBy: 'visitor',
      revision: 2,
    })
    await tell(browser, { name: 'Vera', email: 'v@example.com' })
    await tell(browser, { email: null })
    expect(await known()).toMatchObject({ name: 'Vera', email: null, emailToldBy: null })
    await tell(browser, { name: null })
    expect(await known()).toMatchObject({ name: null, email: null, revision: 5 })
    expect(await recorded('visitor.updated')).toHaveLength(5)
  })

  it('lets agents write down what a visitor told them', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const path = `${CONVERSATIONS}/${conversationId}`

    const renamed = await (await adminBrowser()).patch(path, { visitor: { name: 'Vera Kowalska' } })

    expect(renamed.json.conversation).toMatchObject({ visitor: { name: 'Vera Kowalska', revision: 1 } })
    expect((await browser.get(path)).json.conversation.visitor.name).toBe('Vera Kowalska')
  })

  it('tells of a new name in all conversations of the visitor, and once', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const message = { clientMessageId: crypto.randomUUID(), content: 'One more thing' }
    const second = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID(), message })
    const ids = [conversationId, second.json.conversationId]
    const admin = await adminBrowser()
    await db.outboxEvent.deleteMany()

    await admin.patch(`${CONVERSATIONS}/${conversationId}`, { visitor: { name: 'Vera Kowalska' } })
    for (const id of ids) {
      const again = await admin.patch(`${CONVERSATIONS}/${id}`, { visitor: { name: 'Vera Kowalska' } })
      expect(again.json.conversation).toMatchObject({ visitor: { name: 'Vera Kowalska', revision: 1 } })
    }

    for (const id of ids) {
      const visitor = { name: 'Vera Kowalska', email: null }
      const update = { name: 'conversation.updated', data: { conversationId: id, status: 'OPEN', visitor } }
      const told = await toldOn(conversationChannel(SITE_ID, id))
      expect(told.filter(({ name }) => name === 'conversation.updated')).toMatchObject([update])
    }
    expect(await recorded('visitor.updated')).toHaveLength(2)
  })

  it('tells of the name that a visitor gives with another conversation', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    await browser.post(CONVERSATIONS, {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: crypto.randomUUID(), content: 'It is me again' },
      visitor: { name: 'Vera' },
    })
    expect((await browser.get(`${CONVERSATIONS}/${conversationId}`)).json.conversation).toMatchObject({
      visitor: { name: 'Vera', revision: 1 },
    })
  })

  it('takes two names at once from two conversations of one visitor', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const second = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID() })
    const admin = await adminBrowser()
    const rename = (id: string, name: string) => admin.patch(`${CONVERSATIONS}/${id}`, { visitor: { name } })
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        rename(conversationId, `Vera ${round}`),
        rename(second.json.conversationId, `Wera ${round}`),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
    }
  })
})

describe('POST /api/support/conversations/[conversationId]/messages with close', () => {
  it('stores and closes, answers both, and closes nothing when it is repeated', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const path = `${CONVERSATIONS}/${conversationId}`
    const admin = await adminBrowser()
    const reply = { clientMessageId: 'the-reply', content: 'Bye.', close: true, seenSequence: 1 }

    const first = await admin.post(`${path}/messages`, reply)
    expect([first.status, first.json]).toMatchObject([
      201,
      { message: { sequence: 2 }, conversation: { status: 'CLOSED', lastSequence: 3, waitingSince: null } },
    ])
    await browser.post(`${path}/messages`, { clientMessageId: 'one-more', content: 'One more thing' })

    const again = await admin.post(`${path}/messages`, reply)
    expect([again.status, again.json]).toMatchObject([
      200,
      { message: { id: first.json.message.id }, conversation: { status: 'OPEN', lastSequence: 5 } },
    ])
  })

  it('stores and stays open, waiting for an answer, when the visitor wrote meanwhile', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const path = `${CONVERSATIONS}/${conversationId}`
    const word = await browser.post(`${path}/messages`, { clientMessageId: 'one-more', content: 'And?' })

    const reply = { clientMessageId: 'the-reply', content: 'Bye.', close: true, seenSequence: 1 }
    const { status, json } = await (await adminBrowser()).post(`${path}/messages`, reply)

    expect([status, json]).toMatchObject([
      201,
      {
        message: { sequence: 3 },
        conversation: { status: 'OPEN', waitingSince: word.json.message.createdAt },
      },
    ])
  })

  it('is for agents only, also with the first message', async () => {
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const message = { clientMessageId: 'goodbye1', content: 'Bye.', close: true }

    const posted = await browser.post(`${CONVERSATIONS}/${conversationId}/messages`, message)
    const started = await browser.post(CONVERSATIONS, { clientConversationId: crypto.randomUUID(), message })

    expect([posted.json.error, started.json.error]).toMatchObject([
      { code: 'forbidden', param: 'close' },
      { code: 'forbidden', param: 'close' },
    ])
    expect((await browser.get(CONVERSATIONS)).json.data).toMatchObject([{ status: 'OPEN', lastSequence: 1 }])
  })
})

describe('PUT /api/support/conversations/[conversationId]/read-position', () => {
  it('only grows, stops at the last message, and marks exactly what was read', async () => {
    const { browser, conversationId } = await visitorBrowser('1')
    for (const content of ['2', '3']) {
      await browser.post(`${CONVERSATIONS}/${conversationId}/messages`, {
        clientMessageId: `message-${content}`,
        content,
      })
    }
    const admin = await adminBrowser()
    const read = async (sequence: number) =>
      (await admin.put(`${CONVERSATIONS}/${conversationId}/read-position`, { sequence })).json.sequence
    const marks = async () =>
      (await admin.get(`${CONVERSATIONS}/${conversationId}`)).json.messages.data.map(
        (one: { read: boolean }) => one.read,
      )

    expect(await read(2)).toBe(2)
    expect(await marks()).toEqual([true, true, false])
    expect(await read(1)).toBe(2)
    expect(await read(99)).toBe(3)
    expect(await marks()).toEqual([true, true, true])
    expect((await admin.get(CONVERSATIONS)).json.data[0].unreadCount).toBe(0)
  })

  it.each([{ sequence: -1 }, { sequence: 1.5 }, { sequence: '1' }, {}, { sequence: 1, lastReadAt: 'now' }])(
    'refuses %j',
    async (body) => {
      const { browser, conversationId } = await visitorBrowser()
      expect((await browser.put(`${CONVERSATIONS}/${conversationId}/read-position`, body)).status).toBe(400)
    },
  )
})

function contentOf(message: { content: string }): string {
  return message.content
}

/** Repeats what a busy database could not take in time, as clients do. */
async function persistently(send: () => Promise<TestResponse>): Promise<TestResponse> {
  const answer = await send()
  return answer.status === 503 ? persistently(send) : answer
}
