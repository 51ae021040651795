import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel, inboxChannel, staffConversationChannel } from '@/contract/log/channels'
import { conversationEvent } from '@/contract/log/events'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, ben, createCast, createConversation, draft, vera, victor } from '@/tests/factories'
import { recorded, toldOn } from '@/tests/told'

beforeEach(emptyDatabase)
beforeEach(createCast)

describe('postMessage', () => {
  it('numbers messages 1, 2, 3 within a conversation', async () => {
    const { id } = await createConversation()

    const first = await postMessage(vera, id, draft('Hello?'))
    const second = await postMessage(ada, id, draft('Hi, Vera.'))

    expect([first.message.sequence, second.message.sequence]).toEqual([1, 2])
    expect(second.message).toMatchObject({
      senderSide: 'agent',
      senderId: ada.id,
      senderName: 'Ada',
      read: false,
    })
  })

  it('stores a repeated draft once, announces it once, and answers the stored message', async () => {
    const { id } = await createConversation()
    const hello = draft('Hello?')

    const first = await postMessage(vera, id, hello)
    const again = await postMessage(vera, id, hello)

    expect(first.created).toBe(true)
    expect(again).toEqual({ message: first.message, created: false })
    expect(await db.message.count()).toBe(1)
    expect(await recorded('message.created')).toHaveLength(1)
  })

  it('makes one message of the same draft posted fifty times at once', async () => {
    const { id } = await createConversation()
    const hello = draft('Hello?')

    const results = await Promise.all(Array.from({ length: 50 }, () => postMessage(vera, id, hello)))

    expect(new Set(results.map((result) => result.message.id)).size).toBe(1)
    expect(results.filter((result) => result.created)).toHaveLength(1)
    expect(await db.message.count()).toBe(1)
    expect((await conversation(id)).lastSequence).toBe(1n)
  })

  it('stays without gaps when both sides post at once, each draft twice', async () => {
    const { id } = await createConversation()
    const drafts = Array.from({ length: 12 }, (_, index) => draft(`message ${index}`))
    const authors = [vera, ada]

    await Promise.all(
      drafts.flatMap((one, index) => [0, 1].map(() => postMessage(authors[index % 2] ?? vera, id, one))),
    )

    const rows = await db.message.findMany({ orderBy: { sequence: 'asc' } })
    expect(rows.map((row) => Number(row.sequence))).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
    for (const channel of [conversationChannel(SITE_ID, id), staffConversationChannel(SITE_ID, id)]) {
      const told = (await toldOn(channel)).map((event) => conversationEvent.parse(event))
      expect(told.map((event) => event.name === 'entry.appended' && event.data.entry.sequence)).toEqual(
        rows.map((row) => Number(row.sequence)),
      )
    }
  })

  it('takes the same id from another author as another message', async () => {
    const { id } = await createConversation()
    const shared = crypto.randomUUID()

    await postMessage(vera, id, draft('Hello?', shared))
    const other = await postMessage(ada, id, draft('Hi.', shared))

    expect(other.message.sequence).toBe(2)
  })

  it('refuses an id that was used for other content, and keeps the first', async () => {
    const { id } = await createConversation()
    const { message } = await postMessage(vera, id, draft('one', 'aaaaaaaa'))

    await expect(postMessage(vera, id, draft('two', 'aaaaaaaa'))).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    })
    expect(await db.message.findUnique({ where: { id: message.id } })).toMatchObject({ content: 'one' })
  })

  it('announces the message to both sides and to the lists, exactly as it was answered', async () => {
    const { id } = await createConversation()

    const { message } = await postMessage(vera, id, draft('Hello? “quoted” \\ 👋\nsecond line'))

    const events = await db.outboxEvent.findMany()
    expect(events.map(({ channels }) => channels)).toEqual([
      [conversationChannel(SITE_ID, id), staffConversationChannel(SITE_ID, id), inboxChannel(SITE_ID)],
    ])
    const told = { name: 'entry.appended', data: { conversationId: id, entry: message } }
    expect(await toldOn(conversationChannel(SITE_ID, id))).toEqual([told])
    expect(await toldOn(staffConversationChannel(SITE_ID, id))).toEqual([told])
  })

  it("reopens a closed conversation with a visitor's message, and says so", async () => {
    const { id } = await createConversation({ status: 'CLOSED' })

    await postMessage(vera, id, draft('One more thing'))

    const { revision, visitorRevision } = await conversation(id)
    expect(await conversation(id)).toMatchObject({ status: 'OPEN', lastPosition: 2n, lastSequence: 2n })
    const told = await toldOn(conversationChannel(SITE_ID, id))
    expect(told).toMatchObject([
      {
        name: 'entry.appended',
        data: { entry: { sequence: 1, event: { type: 'reopened' }, senderName: 'Vera' } },
      },
      { name: 'conversation.updated' },
      { name: 'entry.appended', data: { entry: { sequence: 2, content: 'One more thing' } } },
    ])
    const visitor = {
      id: vera.id,
      revision: 0,
      name: 'Vera',
      email: null,
      emailToldBy: null,
      isVerified: false,
    }
    expect(told[1]?.data).toEqual({
      conversationId: id,
      revision: Number(visitorRevision),
      status: 'OPEN',
      visitor,
    })
    expect((await toldOn(staffConversationChannel(SITE_ID, id)))[1]?.data).toMatchObject({
      revision: Number(revision),
    })
  })

  it("leaves a closed conversation closed with an agent's message", async () => {
    const { id } = await createConversation({ status: 'CLOSED' })

    await postMessage(ben, id, draft('For the record'))

    expect(await conversation(id)).toMatchObject({ status: 'CLOSED', lastSequence: 1n })
  })

  it("does not reveal that another visitor's conversation exists, and changes nothing", async () => {
    const { id } = await createConversation({ visitor: vera })
    const before = await conversation(id)

    await expect(postMessage(victor, id, draft('Hi'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(postMessage(victor, crypto.randomUUID(), draft('Hi'))).rejects.toMatchObject({
      code: 'not_found',
    })

    expect(await conversation(id)).toEqual(before)
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('goes on counting beyond what 32 bits hold', async () => {
    const { id } = await createConversation()
    await db.conversation.update({
      where: { id },
      data: { lastSequence: 2_147_483_646n, lastPosition: 2_147_483_646n },
    })

    for (const content of ['one', 'two', 'three']) await postMessage(vera, id, draft(content))

    expect((await conversation(id)).lastSequence).toBe(2_147_483_649n)
  })
})

function conversation(id: string) {
  return db.conversation.findUniqueOrThrow({ where: { id } })
}
