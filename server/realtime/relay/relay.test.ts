import { beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '@/server/database/db'
import type { Announcement, Outcome, Publisher } from '@/server/realtime/publisher'
import { emptyDatabase } from '@/tests/database'
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
    await db.outboxEvent.createMany({
      data: Array.from({ length: 1_200 }, () => ({
        channel: 'stuck',
        name: 'news',
        payload: { content: 'no' },
      })),
    })
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
    expect(dead).toMatchObject({ payload: { content: 'poison' }, attempts: 10, deadAt: expect.any(Date) })
    expect(others).toEqual([])
  })

  it('sends only the newest of several pokes for the same conversation', async () => {
    await record('inbox', 'old', 'conversation-1')
    await record('inbox', 'other', 'conversation-2')
    await record('inbox', 'new', 'conversation-1')
    const publisher = new FakePublisher()

    await new Relay(publisher).run(query)

    expect(publisher.heard).toEqual({ inbox: ['other', 'new'] })
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('never puts more into one publish than a realtime service takes', async () => {
    for (let index = 0; index < 10; index += 1) await record('a', `${index}${'x'.repeat(15_000)}`)
    const publisher = new FakePublisher()

    await new Relay(publisher).run(query)

    expect(publisher.heard.a?.map((content) => content[0])).toEqual([...'0123456789'])
    expect(Math.max(...publisher.sizes)).toBeLessThan(65_536)
  })
})

async function record(channel: string, content: string, coalesceKey: string | null = null): Promise<void> {
  await db.outboxEvent.create({ data: { channel, name: 'news', payload: { content }, coalesceKey } })
}

/** Accepts everything, but for the channels whose outcome is given; with `poison`, only where that is among it. */
class FakePublisher implements Publisher {
  readonly heard: Record<string, string[]> = {}
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
  tries = (channel: string) => this.ids(channel).length
  ids = (channel: string) => this.#attempts.filter((one) => one.channel === channel).map((one) => one.id)

  async publish(announcements: readonly Announcement[]): Promise<Outcome[]> {
    return announcements.map((announcement) => {
      this.#attempts.push(announcement)
      this.sizes.push(JSON.stringify(announcement).length)
      const contents = announcement.messages.map(({ data }) => (data as { content: string }).content)
      const outcome = this.#outcomes[announcement.channel]
      if (outcome && (this.#poison === null || contents.includes(this.#poison))) {
        return { status: outcome, reason: 'because' }
      }
      this.heard[announcement.channel] = [...(this.heard[announcement.channel] ?? []), ...contents]
      return { status: 'accepted' }
    })
  }
}
