import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel, inboxChannel } from '@/contract/log/channels'
import type { InboxChanged } from '@/contract/log/events'
import { updateConversation } from '@/server/conversations/conversations'
import { postMessage } from '@/server/conversations/post-message'
import { db, pool } from '@/server/database/db'
import type { Announcement, Outcome, Publisher } from '@/server/realtime/publisher'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, createCast, createConversation, draft, vera, victor } from '@/tests/factories'
import { Relay } from './relay'
import type { Query } from './store'

const query: Query = async (text, values) => (await pool.query(text, values)).rows

beforeEach(emptyDatabase)

describe('Relay', () => {
  it('sends what was recorded, oldest first in each channel, and forgets it', async () => {
    await record('a', 'one')
    await record('b', 'other')
    await record('a', 'two')
    const publisher = new FakePublisher()

    expect(await new Relay(publisher).run(query)).toBe(3)

    expect(publisher.heard).toEqual({ a: ['one', 'two'], b: ['other'] })
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('keeps the order of a channel whose publish fails, while others go on', async () => {
    for (const content of ['one', 'two']) await record('stuck', content)
    await record('free', 'yes')
    const publisher = new FakePublisher({ stuck: 'failed' })
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)

    await relay.run(query)
    await record('stuck', 'three')
    await relay.run(query)
    expect(publisher.heard).toEqual({ free: ['yes'] })
    expect(publisher.tries('stuck')).toBe(1)

    publisher.repair()
    clock.now = relay.nextRetryAt ?? 0
    await relay.run(query)
    expect(publisher.heard).toEqual({ free: ['yes'], stuck: ['one', 'two', 'three'] })
    expect(relay.nextRetryAt).toBeNull()
  })

  it("serves other channels however long a stuck channel's backlog is", async () => {
    await db.outboxEvent.createMany({ data: Array.from({ length: 1_200 }, () => eventFor(['stuck'], 'no')) })
    await record('free', 'yes')
    const publisher = new FakePublisher({ stuck: 'failed' })

    await new Relay(publisher).run(query)

    expect(publisher.heard).toEqual({ free: ['yes'] })
  })

  it('repeats a publish whose answer was lost under the same id', async () => {
    await record('a', 'one')
    const publisher = new FakePublisher({ a: 'failed' })
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)

    await relay.run(query)
    clock.now = relay.nextRetryAt ?? 0
    publisher.repair()
    await relay.run(query)

    expect(publisher.ids('a')).toHaveLength(2)
    expect(new Set(publisher.ids('a')).size).toBe(1)
  })

  it('takes an event that is refused for good out of the queue, and no other', async () => {
    for (const content of ['fine', 'poison', 'also fine']) await record('a', content)
    const publisher = new FakePublisher({ a: 'refused' }, 'poison')
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)

    for (let round = 0; round < 20; round += 1) {
      await relay.run(query)
      clock.now = relay.nextRetryAt ?? clock.now
    }

    expect(publisher.heard).toEqual({ a: ['fine', 'also fine'] })
    const [dead, ...others] = await db.outboxEvent.findMany()
    expect(dead).toMatchObject({ channels: ['a'], attempts: 10, deadAt: expect.any(Date) })
    expect(JSON.stringify(dead?.payload)).toContain('poison')
    expect(others).toEqual([])
  })

  it('tells every channel of an event, and each once though another fails', async () => {
    await recordFor(['well', 'stuck'], 'one')
    const publisher = new FakePublisher({ stuck: 'failed' })
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)

    await relay.run(query)
    expect(publisher.heard).toEqual({ well: ['one'] })
    expect(await db.outboxEvent.findMany()).toMatchObject([{ channels: ['stuck'] }])

    publisher.repair()
    clock.now = relay.nextRetryAt ?? 0
    await relay.run(query)
    expect(publisher.heard).toEqual({ well: ['one'], stuck: ['one'] })
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('goes on to the other channels of an event that one refuses for good', async () => {
    await recordFor(['strict', 'well'], 'poison')
    const publisher = new FakePublisher({ strict: 'refused' })
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)

    for (let round = 0; round < 20; round += 1) {
      await relay.run(query)
      clock.now = relay.nextRetryAt ?? clock.now
    }

    expect(publisher.heard).toEqual({ well: ['poison'] })
    expect(await db.outboxEvent.findMany()).toMatchObject([
      { channels: ['strict'], deadAt: expect.any(Date), lastError: 'because' },
    ])
  })

  it('never puts more into one publish than a realtime service takes', async () => {
    for (let index = 0; index < 10; index += 1) await record('a', `${index}${'x'.repeat(15_000)}`)
    const publisher = new FakePublisher()

    await new Relay(publisher).run(query)

    expect(publisher.heard.a?.map((content) => content[0])).toEqual([...'0123456789'])
    expect(Math.max(...publisher.sizes)).toBeLessThan(65_536)
  })
})

describe('the agents’ lists', () => {
  beforeEach(createCast)

  it('hear of a conversation once, as it is now, however much happened in it', async () => {
    const { id } = await createConversation({
      messages: [
        [vera, 'one'],
        [vera, 'two'],
      ],
    })
    const publisher = new FakePublisher()
    await new Relay(publisher).run(query)
    const [changed, ...others] = publisher.inbox
    expect(others).toEqual([])
    expect(changed).toMatchObject({
      rows: [{ id, lastSequence: 2, unreadCount: 2, preview: { text: 'two', side: 'visitor' } }],
      visitors: [{ id: vera.id, name: 'Vera', block: null }],
      totals: { unread: 1, needsAnswer: 1 },
    })
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('hear every 150 ms at most, and never wait for more', async () => {
    const { id } = await createConversation()
    const publisher = new FakePublisher()
    const clock = { now: 1_000 }
    const relay = new Relay(publisher, () => clock.now)
    for (const content of ['one', 'two', 'three']) {
      await postMessage(vera, id, draft(content))
      await relay.run(query)
      clock.now += 10
    }
    expect(publisher.inbox).toHaveLength(1)
    expect(publisher.heardOn(conversationChannel(SITE_ID, id))).toBe(3)
    expect(await db.outboxEvent.count()).toBe(2)
    expect(relay.nextRetryAt).toBe(1_150)

    clock.now = relay.nextRetryAt ?? 0
    await relay.run(query)
    expect(publisher.inbox).toMatchObject([{ rows: [{ lastSequence: 1 }] }, { rows: [{ lastSequence: 3 }] }])
    expect(await db.outboxEvent.count()).toBe(0)
    expect(relay.nextRetryAt).toBeNull()
  })

  it('F25 hear at once when the process ends, so that the next one tells no channel twice', async () => {
    const { id } = await createConversation()
    const publisher = new FakePublisher()
    const relay = new Relay(publisher, () => 1_000)
    for (const content of ['one', 'two']) {
      await postMessage(vera, id, draft(content))
      await relay.run(query)
    }
    expect(await db.outboxEvent.count()).toBe(1)

    relay.end()
    await relay.run(query)
    expect(publisher.inbox).toMatchObject([{ rows: [{ lastSequence: 1 }] }, { rows: [{ lastSequence: 2 }] }])
    await new Relay(publisher).run(query)
    expect(publisher.heardOn(conversationChannel(SITE_ID, id))).toBe(2)
  })

  it('hear of a new name as one visitor, however many conversations there are', async () => {
    const ids = []
    for (let index = 0; index < 3; index += 1)
      ids.push((await createConversation({ messages: [[vera, 'x']] })).id)
    await db.outboxEvent.deleteMany()
    await updateConversation(ada, ids[0] ?? '', { visitor: { name: 'Vera Holm' } })
    const publisher = new FakePublisher()
    await new Relay(publisher).run(query)
    expect(publisher.inbox).toMatchObject([{ rows: [], visitors: [{ name: 'Vera Holm', revision: 1 }] }])
  })

  it('of two sites hear of their own conversations alone, with their own totals', async () => {
    await db.site.create({ data: { id: 'site0002', key: 'pk_another0123456789', name: 'Another' } })
    await db.user.update({ where: { id: victor.id }, data: { siteId: 'site0002' } })
    const first = await createConversation({ messages: [[vera, 'one']] })
    const second = await createConversation({
      visitor: { ...victor, sites: ['site0002'] },
      messages: [[victor, 'two']],
    })
    const publisher = new FakePublisher()
    await new Relay(publisher).run(query)
    const told = publisher.inbox.toSorted((a, b) => a.siteId.localeCompare(b.siteId))
    expect(told).toMatchObject([
      { siteId: SITE_ID, rows: [{ id: first.id }], totals: { unread: 1, needsAnswer: 1 } },
      { siteId: 'site0002', rows: [{ id: second.id }], totals: { unread: 1, needsAnswer: 1 } },
    ])
    expect(publisher.ids(inboxChannel('site0002'))).toHaveLength(1)
  })

  it('get what waited for them once they can be reached again, and no other channel is told twice', async () => {
    const { id } = await createConversation()
    const publisher = new FakePublisher({ [inboxChannel(SITE_ID)]: 'failed' })
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)
    for (const content of ['one', 'two']) {
      await postMessage(vera, id, draft(content))
      await relay.run(query)
    }
    expect(await db.outboxEvent.findMany()).toMatchObject([
      { channels: [inboxChannel(SITE_ID)] },
      { channels: [inboxChannel(SITE_ID)] },
    ])
    publisher.repair()
    clock.now = relay.nextRetryAt ?? 0
    await relay.run(query)
    expect(publisher.inbox).toMatchObject([{ rows: [{ lastSequence: 2 }] }])
    expect(publisher.heardOn(conversationChannel(SITE_ID, id))).toBe(2)
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('never get more in one publish than a realtime service takes', async () => {
    const long = '\u{1F44B}'.repeat(240)
    for (let index = 0; index < 60; index += 1) await createConversation({ messages: [[vera, long]] })
    const publisher = new FakePublisher()
    const clock = { now: 0 }
    const relay = new Relay(publisher, () => clock.now)
    for (let round = 0; round < 10; round += 1) {
      await relay.run(query)
      clock.now = relay.nextRetryAt ?? clock.now
    }
    const ids = publisher.inbox.flatMap(({ rows }) => rows.map(({ id }) => id))
    expect(new Set(ids).size).toBe(60)
    expect(Math.max(...publisher.sizes)).toBeLessThan(65_536)
  })
})

/** A fact that is told to these channels, whatever their names. */
function eventFor(channels: string[], content: string) {
  const conversationId = crypto.randomUUID()
  return {
    type: 'visitor.updated',
    conversationId,
    channels,
    payload: {
      actor: null,
      visitorId: conversationId,
      conversationId,
      conversation: {
        revision: 1,
        visitorRevision: 1,
        status: 'OPEN',
        visitor: { name: content, email: null },
      },
    },
  }
}

async function recordFor(channels: string[], content: string): Promise<void> {
  await db.outboxEvent.create({ data: eventFor(channels, content) })
}

const record = (channel: string, content: string) => recordFor([channel], content)

/** Accepts everything, but for the channels whose outcome is given; with `poison`, only where that is among it. */
class FakePublisher implements Publisher {
  readonly heard: Record<string, string[]> = {}
  readonly inbox: InboxChanged[] = []
  readonly sizes: number[] = []
  readonly #attempts: Announcement[] = []
  readonly #poison: string | null
  #outcomes: Record<string, 'failed' | 'refused'>

  constructor(outcomes: Record<string, 'failed' | 'refused'> = {}, poison: string | null = null) {
    this.#outcomes = outcomes
    this.#poison = poison
  }

  repair = () => {
    this.#outcomes = {}
  }
  heardOn = (channel: string) => this.heard[channel]?.length ?? 0
  tries = (channel: string) => this.ids(channel).length
  ids = (channel: string) => this.#attempts.filter((one) => one.channel === channel).map((one) => one.id)

  async publish(announcements: readonly Announcement[]): Promise<Outcome[]> {
    return announcements.map((announcement) => {
      this.#attempts.push(announcement)
      this.sizes.push(JSON.stringify(announcement).length)
      const contents = announcement.messages.map(({ data }) => nameIn(data))
      const outcome = this.#outcomes[announcement.channel]
      if (outcome && (this.#poison === null || contents.includes(this.#poison))) {
        return { status: outcome, reason: 'because' }
      }
      for (const { name, data } of announcement.messages) {
        if (name === 'inbox.changed') this.inbox.push(data as InboxChanged)
      }
      this.heard[announcement.channel] = [...(this.heard[announcement.channel] ?? []), ...contents]
      return { status: 'accepted' }
    })
  }
}

function nameIn(data: unknown): string {
  return (data as { visitor?: { name: string } }).visitor?.name ?? ''
}
