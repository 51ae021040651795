import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel, inboxChannel, staffConversationChannel } from '@/contract/log/channels'
import { db, pool } from '@/server/database/db'
import { forgetOld } from '@/server/privacy/retention'
import { inboxBatch } from '@/server/realtime/relay/inbox-feed'
import type { PendingEvent, Query } from '@/server/realtime/relay/store'
import { readEnv } from '@/server/settings/env'
import { visitPage } from '@/server/visitors/pages'
import { trackEvents } from '@/server/visitors/tracked-events'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'
import { recorded, toldOn } from '@/tests/told'

const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const forever = { conversationDays: undefined, contactDays: undefined }

beforeEach(emptyDatabase)
beforeEach(createCast)

describe('conversations', () => {
  const rule = { ...forever, conversationDays: 30 }

  it('go when they are closed and old enough, with what was said and with a visitor who has no other', async () => {
    const { id } = await createConversation({
      status: 'CLOSED',
      messages: [
        [vera, 'Hello?'],
        [ada, 'Hi.'],
      ],
    })
    await forgetOld(rule, inDays(29))
    expect(await db.message.count()).toBe(2)
    await db.outboxEvent.deleteMany()

    await forgetOld(rule, inDays(31))

    expect([await db.conversation.count(), await db.message.count()]).toEqual([0, 0])
    const names = (await db.user.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name)
    expect(names).toEqual(['Ada', 'Ben', 'Olga'])
    const events = await db.outboxEvent.findMany({ orderBy: { id: 'asc' } })
    expect(events.map(({ channels, type, payload }) => [channels, type, payload])).toEqual([
      [
        [conversationChannel(SITE_ID, id), staffConversationChannel(SITE_ID, id)],
        'conversation.erased',
        { actor: null, siteId: SITE_ID, conversationId: id },
      ],
      [
        [inboxChannel(SITE_ID)],
        'conversations.erased',
        { actor: null, siteId: SITE_ID, conversationIds: [id] },
      ],
    ])
  })

  it('stay while they are open, or younger, and so does their visitor', async () => {
    const open = await createConversation({ messages: [[vera, 'Still waiting']] })
    const old = await createConversation({ status: 'CLOSED', messages: [[vera, 'Thanks']] })
    const young = await createConversation({
      visitor: victor,
      status: 'CLOSED',
      messages: [[victor, 'Thanks']],
    })
    await db.conversation.update({ where: { id: young.id }, data: { lastActivityAt: inDays(5) } })

    await forgetOld(rule, inDays(31))

    const left = await db.conversation.findMany({ orderBy: { id: 'asc' } })
    expect(left.map(({ id }) => id)).toEqual([open.id, young.id])
    expect(left.map(({ id }) => id)).not.toContain(old.id)
    expect(await db.user.count({ where: { role: 'VISITOR' } })).toBe(2)
  })

  it('go batch by batch, however many there are', async () => {
    for (let index = 0; index < 120; index += 1) await createConversation({ status: 'CLOSED' })

    await forgetOld(rule, inDays(31))

    expect(await db.conversation.count()).toBe(0)
    const pokes = await recorded('conversations.erased')
    const sizes = pokes.map(
      ({ payload }) => (payload as { conversationIds: string[] }).conversationIds.length,
    )
    expect(sizes).toEqual([50, 50, 20])
  })

  it('are left alone while a transaction holds them', async () => {
    const { id } = await createConversation({ status: 'CLOSED', messages: [[vera, 'Thanks']] })
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM conversation WHERE id = ${id}::uuid FOR UPDATE`
      await forgetOld(rule, inDays(31))
    })
    expect(await db.conversation.count()).toBe(1)
  })
})

describe('contact data', () => {
  const rule = { ...forever, contactDays: 30 }

  it('goes from visitors whose conversations are all closed and old; what was said stays', async () => {
    const { id } = await createConversation({ status: 'CLOSED', messages: [[vera, 'Hello?']] })
    await db.user.update({ where: { id: vera.id }, data: { email: 'vera@example.com' } })
    await db.conversation.update({
      where: { id },
      data: { pageUrl: 'https://shop.example/a', browser: 'Firefox 153 on Linux' },
    })
    await visitPage(vera, id, { address: 'https://shop.example/b' })
    await trackEvents(vera, id, [{ name: 'paid' }])
    await db.outboxEvent.updateMany({ where: { type: 'message.created' }, data: { deadAt: new Date() } })

    await forgetOld(rule, inDays(31))

    expect(await db.user.findUniqueOrThrow({ where: { id: vera.id } })).toMatchObject({
      name: null,
      email: null,
    })
    expect(await db.conversation.findUniqueOrThrow({ where: { id } })).toMatchObject({
      pageUrl: null,
      browser: null,
    })
    expect(await db.visitedPage.count()).toBe(0)
    expect(await db.trackedEvent.count()).toBe(0)
    expect(await db.message.count()).toBe(1)
    // The event that was given up told her name.
    const { visitorRevision } = await db.conversation.findUniqueOrThrow({ where: { id } })
    const told = {
      conversationId: id,
      status: 'CLOSED',
      visitor: { id: vera.id, revision: 2, name: null, email: null, emailToldBy: null, isVerified: false },
    }
    expect(await db.outboxEvent.count()).toBe(1)
    expect(await toldOn(conversationChannel(SITE_ID, id))).toEqual([
      { name: 'conversation.updated', data: { ...told, revision: Number(visitorRevision) } },
    ])
  })

  it('moves no row of any list, however many conversations there are', async () => {
    for (let count = 0; count < 5; count += 1)
      await createConversation({ status: 'CLOSED', messages: [[vera, 'Hello?']] })
    await db.outboxEvent.deleteMany()
    await forgetOld(rule, inDays(31))
    const events = (await db.outboxEvent.findMany()) as unknown as PendingEvent[]
    const query: Query = async (text, values) => (await pool.query(text, values)).rows
    const { announcement } = await inboxBatch(query, inboxChannel(SITE_ID), events)
    expect(events).toHaveLength(5)
    expect(announcement.messages).toMatchObject([
      { data: { rows: [], visitors: [{ id: vera.id, name: null }] } },
    ])
  })

  it('is forgotten once', async () => {
    const { id } = await createConversation({ status: 'CLOSED' })
    await forgetOld(rule, inDays(31))
    const { revision } = await db.conversation.findUniqueOrThrow({ where: { id } })
    await forgetOld(rule, inDays(32))
    expect((await db.conversation.findUniqueOrThrow({ where: { id } })).revision).toBe(revision)
  })

  it('stays while a conversation is open or younger', async () => {
    await createConversation({ status: 'CLOSED' })
    await createConversation({ messages: [[vera, 'Still waiting']] })
    await forgetOld(rule, inDays(31))
    expect((await db.user.findUniqueOrThrow({ where: { id: vera.id } })).name).toBe('Vera')
  })
})

it('nothing more is deleted once the process stops', async () => {
  await createConversation({ status: 'CLOSED', messages: [[vera, 'Hello?']] })
  await forgetOld({ conversationDays: 30, contactDays: 30 }, inDays(31), AbortSignal.abort())
  expect([await db.message.count(), await db.user.count()]).toEqual([1, 5])
})

it('everything is kept for ever unless a limit is set', async () => {
  await createConversation({ status: 'CLOSED', messages: [[vera, 'Hello?']] })
  await forgetOld(forever, inDays(10_000))
  expect([await db.message.count(), await db.user.count()]).toEqual([1, 5])
  expect(readEnv({})).toMatchObject({ PORT: 3000 })
  expect([readEnv({}).KEEP_CONVERSATIONS_DAYS, readEnv({}).KEEP_CONTACTS_DAYS]).toEqual([
    undefined,
    undefined,
  ])
})

it.each(['0', '-1', '1.5', 'soon', '40000'])('refuses to keep for %s days', (value) => {
  expect(() => readEnv({ KEEP_CONVERSATIONS_DAYS: value })).toThrow('KEEP_CONVERSATIONS_DAYS')
  expect(() => readEnv({ KEEP_CONTACTS_DAYS: value })).toThrow('KEEP_CONTACTS_DAYS')
})
