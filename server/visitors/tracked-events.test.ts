import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_EVENTS_AT_ONCE, MAX_TRACK_CALLS_PER_MINUTE, MAX_TRACKED_EVENTS } from '@/contract/limits'
import { staffConversationChannel } from '@/contract/log/channels'
import { getConversation } from '@/server/conversations/conversations'
import { db } from '@/server/database/db'
import { visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'
import { trackEvents } from './tracked-events'

beforeEach(emptyDatabase)

describe('trackEvents', () => {
  beforeEach(createCast)
  const hello = () => createConversation({ messages: [[vera, 'Hello?']] })
  const eventsOf = async (id: string) => (await getConversation(ada, id, { limit: 1 })).trackedEvents ?? []

  it('keeps the last twenty events of a visitor, newest first, and nobody else’s', async () => {
    const { id } = await hello()
    const other = await createConversation({ visitor: victor, messages: [[victor, 'Hello?']] })
    await trackEvents(victor, other.id, [{ name: 'victor' }])
    for (let event = 1; event <= MAX_TRACKED_EVENTS + 3; event += 3)
      await trackEvents(
        vera,
        id,
        [0, 1, 2].map((more) => ({ name: `event ${event + more}` })),
      )

    const kept = Array.from({ length: MAX_TRACKED_EVENTS }, (_, index) => MAX_TRACKED_EVENTS + 4 - index)
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(kept.map((event) => `event ${event}`))
    expect((await eventsOf(other.id)).map(({ name }) => name)).toEqual(['victor'])
    expect(await db.trackedEvent.count()).toBe(MAX_TRACKED_EVENTS + 1)
  })

  it('tells the team’s channel alone, with when it happened', async () => {
    const { id } = await hello()
    await db.outboxEvent.deleteMany()
    const before = Date.now()
    await trackEvents(vera, id, [
      { name: 'signed_in', secondsAgo: 60 },
      { name: 'checkout_failed', data: { cart: 3, again: true, reason: 'declined' } },
    ])
    const [outbox, ...others] = await db.outboxEvent.findMany()
    expect(others).toEqual([])
    expect([outbox?.type, outbox?.channels]).toEqual([
      'events.tracked',
      [staffConversationChannel(SITE_ID, id)],
    ])
    const events = await eventsOf(id)
    expect(outbox?.payload).toMatchObject({ events })
    expect(events).toMatchObject([
      { name: 'checkout_failed', data: { cart: 3, again: true, reason: 'declined' } },
      { name: 'signed_in', data: {} },
    ])
    const [failed, signedIn] = events.map(({ happenedAt }) => Date.parse(happenedAt))
    expect(failed).toBeGreaterThanOrEqual(before)
    expect((failed ?? 0) - (signedIn ?? 0)).toBe(60_000)
  })

  it('keeps nothing before the first message', async () => {
    const { id } = await createConversation()
    await trackEvents(vera, id, [{ name: 'signed_in' }])
    expect(await db.trackedEvent.count()).toBe(0)
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('keeps twenty and one order when many tabs tell at once', async () => {
    const { id } = await hello()
    const second = await hello()
    await Promise.all(
      Array.from({ length: 30 }, (_, event) =>
        trackEvents(vera, event % 2 ? id : second.id, [{ name: `event ${event}` }]),
      ),
    )
    const events = await eventsOf(id)
    expect(events).toHaveLength(MAX_TRACKED_EVENTS)
    expect(await eventsOf(second.id)).toEqual(events)
  })

  it('is not for the visitor to see', async () => {
    const { id } = await hello()
    await trackEvents(vera, id, [{ name: 'signed_in' }])
    expect(await getConversation(vera, id, { limit: 1 })).not.toHaveProperty('trackedEvents')
  })
})

describe('POST /api/support/conversations/[conversationId]/tracked-events', () => {
  async function start() {
    const { browser, conversationId } = await visitorBrowser()
    return (body: unknown) =>
      browser.post(`/api/support/conversations/${conversationId}/tracked-events`, body)
  }

  it('drops what hides in a name, and keeps values as they are', async () => {
    const tell = await start()
    const data = { text: '<b>\u202e</b>', number: -1.5, is: false, constructor: 'x' }
    expect((await tell({ events: [{ name: ' paid\n\u202etwice ', data }] })).status).toBe(200)
    expect(await db.trackedEvent.findMany()).toMatchObject([{ name: 'paid twice', data }])
  })

  const name = 'paid'
  const entries = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [key, 1]))
  it.each([
    ['nothing', {}],
    ['no events', { events: [] }],
    ['a list', [{ name }]],
    ['too many events', { events: Array(MAX_EVENTS_AT_ONCE + 1).fill({ name }) }],
    ['no name', { events: [{ data: {} }] }],
    ['an empty name', { events: [{ name: ' \u200b' }] }],
    ['a long name', { events: [{ name: 'a'.repeat(101) }] }],
    ['half a character', { events: [{ name: '\ud83d' }] }],
    ['data that is a list', { events: [{ name, data: [1] }] }],
    ['data in data', { events: [{ name, data: { cart: { lamps: 1 } } }] }],
    ['null', { events: [{ name, data: { cart: null } }] }],
    ['too many values', { events: [{ name, data: entries(21) }] }],
    ['a long value', { events: [{ name, data: { cart: 'a'.repeat(1_000) } }] }],
    ['a long key', { events: [{ name, data: { ['a'.repeat(61)]: 1 } }] }],
    ['a key with NUL', { events: [{ name, data: { 'a\u0000': 1 } }] }],
    ['a value with NUL', { events: [{ name, data: { cart: 'a\u0000' } }] }],
    ['the future', { events: [{ name, secondsAgo: -1 }] }],
    ['long ago', { events: [{ name, secondsAgo: 86_401 }] }],
    ['a field too many', { events: [{ name, visitorId: '01900000-0000-7000-8000-000000000000' }] }],
  ])('refuses %s, and keeps nothing', async (_name, body) => {
    const { status, json } = await (await start())(body)
    expect([400, 422]).toContain(status)
    expect(json.error.code).toMatch(/^(validation_failed|invalid_character|invalid_json)$/)
    expect(await db.trackedEvent.count()).toBe(0)
  })

  it('is taken thirty times a minute, a third of them at once', async () => {
    const tell = await start()
    const statuses: number[] = []
    for (let call = 0; call < MAX_TRACK_CALLS_PER_MINUTE; call += 1)
      statuses.push((await tell({ events: [{ name }] })).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(statuses.slice(-5)).toEqual(Array(5).fill(429))
  })
})
