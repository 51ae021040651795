import { beforeEach, describe, expect, it } from 'vitest'
import { IDEMPOTENCY_HEADER } from '@/contract/http/idempotency-header'
import { db } from '@/server/database/db'
import { agentBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { hashOfAllRows } from '@/tests/safety/rows'

/* Requests that can be repeated safely, by an id in the body or a header, and requests without an id. */

const CONVERSATIONS = '/api/support/conversations'
const under = (key: string) => ({ headers: { [IDEMPOTENCY_HEADER]: key } })
const known = () => visitorBrowser().then(({ browser }) => browser)
const stranger = () => new TestBrowser('visitor')
const uses = async (key: string) =>
  (await db.rateLimitWindow.findMany({ where: { key: { startsWith: `${key}:` } } })).map(({ count }) => count)

beforeEach(emptyDatabase)

describe('without an id', () => {
  it('each message is another one, with an id of the server’s', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const post = () => browser.post(`${CONVERSATIONS}/${conversationId}/messages`, { content: 'Anybody?' })
    const answers = [await post(), await post()]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const ids = answers.map(({ json }) => json.message.clientMessageId)
    expect(new Set(ids).size).toBe(2)
  })

  it('a visitor starts another conversation each time, and each counts', async () => {
    const browser = await known()
    const answers = [await browser.post(CONVERSATIONS, {}), await browser.post(CONVERSATIONS, {})]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect((await browser.get(CONVERSATIONS)).json.data).toHaveLength(3)
    expect(await uses('startConversation')).toEqual([2])
    expect(await uses('startFromNetwork')).toEqual([3])
  })

  it('a stranger becomes another visitor each time, and each counts', async () => {
    const answers = [await stranger().post(CONVERSATIONS, {}), await stranger().post(CONVERSATIONS, {})]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(await db.user.count()).toBe(2)
    expect(await uses('startFromNetwork')).toEqual([2])
  })

  it('a stranger starts with a message, and goes on with the cookie', async () => {
    const browser = stranger()
    const { status, json } = await browser.post(CONVERSATIONS, { message: { content: 'Hello?' } })
    expect([status, json.conversation.lastMessage.content]).toEqual([201, 'Hello?'])
    expect((await browser.get(`${CONVERSATIONS}/${json.conversationId}`)).status).toBe(200)
  })
})

describe('a message under an Idempotency-Key', () => {
  it.each([
    ['bare', 'order-42-reply'],
    ['in quotes', '"order-42-reply"'],
  ])('is stored once, with the key %s', async (_, key) => {
    const { browser, conversationId } = await visitorBrowser()
    const path = `${CONVERSATIONS}/${conversationId}/messages`
    const first = await browser.post(path, { content: 'Anybody?' }, under(key))
    const again = await browser.post(path, { content: 'Anybody?' }, under(key))
    expect([first.status, again.status]).toEqual([201, 200])
    expect(first.json.message).toMatchObject({ id: again.json.message.id, clientMessageId: 'order-42-reply' })

    const inBody = await browser.post(path, { content: 'Anybody?', clientMessageId: 'order-42-reply' })
    expect([inBody.status, inBody.json.message.id]).toEqual([200, first.json.message.id])

    const other = await browser.post(path, { content: 'Somebody?' }, under(key))
    expect([other.status, other.json.error]).toEqual([
      422,
      expect.objectContaining({ code: 'idempotency_mismatch', param: 'clientMessageId' }),
    ])
  })

  it('is a different message in another conversation, and from another sender', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const second = (await browser.post(CONVERSATIONS, {}, under('the-key-1'))).json.conversationId
    const agent = await agentBrowser('Ada')
    const post = (by: TestBrowser, id: string) =>
      by.post(`${CONVERSATIONS}/${id}/messages`, { content: 'Hi.' }, under('the-key-1'))
    const answers = [
      await post(browser, conversationId),
      await post(browser, second),
      await post(agent, conversationId),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  })

  it('is stored once when it is sent twice at once', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const post = () =>
      browser.post(`${CONVERSATIONS}/${conversationId}/messages`, { content: 'Hi.' }, under('the-key-1'))
    const answers = await Promise.all([post(), post()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(await db.message.count({ where: { content: 'Hi.' } })).toBe(1)
  })
})

describe('a start under an Idempotency-Key', () => {
  it('happens once, with its first message, which needs no id', async () => {
    const browser = await known()
    const start = (content: string) =>
      browser.post(CONVERSATIONS, { message: { content } }, under('cart-7-help'))
    const [first, again] = [await start('Help!'), await start('Help!')]
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.json.conversationId).toBe(first.json.conversationId)
    expect(await db.message.count({ where: { content: 'Help!' } })).toBe(1)

    const other = await start('Help me!')
    expect([other.status, other.json.error.code]).toEqual([422, 'idempotency_mismatch'])
  })

  it('brings a stranger the cookie of an answer that was lost, and shows no one the key', async () => {
    const key = crypto.randomUUID()
    const start = (by: TestBrowser) => by.post(CONVERSATIONS, { message: { content: 'Help!' } }, under(key))
    const first = await start(stranger())
    const browser = stranger()
    const again = await start(browser)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(browser.cookies.size).toBe(1)

    const path = `${CONVERSATIONS}/${first.json.conversationId}`
    expect((await browser.get(path)).json.messages.data).toHaveLength(1)
    expect((await (await agentBrowser('Ada')).get(path)).text).not.toContain(key)
  })

  it.each([
    ['a visitor', known, 'cart-7-help'],
    ['a stranger', async () => stranger(), crypto.randomUUID()],
  ])('happens once when %s sends it twice at once', async (_, who, key) => {
    const browser = await who()
    const start = () => browser.post(CONVERSATIONS, { message: { content: 'Help!' } }, under(key))
    const answers = await Promise.all([start(), start()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(await db.message.count({ where: { content: 'Help!' } })).toBe(1)
    expect(await db.user.count()).toBe(1)
  })

  it('takes a UUID in any case for the same one', async () => {
    const browser = await known()
    const id = crypto.randomUUID()
    expect((await browser.post(CONVERSATIONS, {}, under(id.toUpperCase()))).status).toBe(201)
    expect((await browser.post(CONVERSATIONS, { clientConversationId: id })).status).toBe(200)
  })
})

describe('is refused, and changes nothing:', () => {
  it.each([
    ['an empty key', ''],
    ['a short key', 'seven77'],
    ['a long key', 'x'.repeat(65)],
    ['a key with a space', 'order 42 reply'],
    ['a key with a colon', 'order:42:reply'],
    ['an open quote', '"order-42-reply'],
    ['quotes in quotes', '""order-42-reply""'],
    ['two keys', 'order-42-reply, order-43-reply'],
  ])('%s', async (_, key) => {
    const { browser, conversationId } = await visitorBrowser()
    const before = await hashOfAllRows()
    const answers = [
      await browser.post(`${CONVERSATIONS}/${conversationId}/messages`, { content: 'Hi.' }, under(key)),
      await browser.post(CONVERSATIONS, {}, under(key)),
      await stranger().post(CONVERSATIONS, {}, under(key)),
    ]
    for (const { status, json } of answers)
      expect([status, json.error.code, json.error.param]).toEqual([
        400,
        'validation_failed',
        IDEMPOTENCY_HEADER,
      ])
    expect(await hashOfAllRows()).toBe(before)
  })

  it('a key and another id in the body', async () => {
    const { browser, conversationId } = await visitorBrowser()
    const before = await hashOfAllRows()
    const message = await browser.post(
      `${CONVERSATIONS}/${conversationId}/messages`,
      { content: 'Hi.', clientMessageId: 'message-1' },
      under('message-2'),
    )
    expect([message.status, message.json.error]).toEqual([
      400,
      expect.objectContaining({ code: 'validation_failed', param: 'clientMessageId' }),
    ])
    const body = { clientConversationId: crypto.randomUUID() }
    const start = await stranger().post(CONVERSATIONS, body, under(crypto.randomUUID()))
    expect([start.status, start.json.error]).toEqual([
      400,
      expect.objectContaining({ code: 'validation_failed', param: 'clientConversationId' }),
    ])
    expect(await hashOfAllRows()).toBe(before)
  })

  it('a stranger’s key that can be guessed, which a known visitor may use', async () => {
    const key = 'c232ab00-9414-11ec-b3c8-9f6bdeced846'
    const browser = await known()
    const before = await hashOfAllRows()
    const answers = [
      await stranger().post(CONVERSATIONS, {}, under(key)),
      await stranger().post(CONVERSATIONS, { clientConversationId: key }),
      await stranger().post(CONVERSATIONS, { clientConversationId: key }, under(key)),
    ]
    expect(answers.map(({ status, json }) => [status, json.error.code, json.error.param])).toEqual([
      [400, 'validation_failed', IDEMPOTENCY_HEADER],
      [400, 'validation_failed', 'clientConversationId'],
      [400, 'validation_failed', 'clientConversationId'],
    ])
    expect(await hashOfAllRows()).toBe(before)
    expect((await browser.post(CONVERSATIONS, {}, under(key))).status).toBe(201)
    expect((await browser.post(CONVERSATIONS, { clientConversationId: key })).status).toBe(200)
  })
})
