import type { Rest, Stats } from 'ably'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { TestServer } from './server'

const INBOUND = 'messages.inbound.all.messages.count'
const fixtures = [
  {
    intervalId: '2025-02-03:15:03',
    inbound: { realtime: { messages: { count: 50, data: 5000 } } },
    channels: { peak: 7 },
  },
  {
    intervalId: '2025-02-03:15:04',
    inbound: { rest: { messages: { count: 60, data: 6000 } } },
    channels: { peak: 5 },
  },
  { intervalId: '2025-02-03:16:05', outbound: { realtime: { messages: { count: 40, data: 4000 } } } },
]

async function withFixtures(): Promise<Rest> {
  const server = await TestServer.start({
    provisioning: true,
    clock: new FakeClock(Date.UTC(2026, 10, 26, 9, 41)),
  })
  const rest = server.rest()
  expect(await rest.request('post', '/stats', 3, {}, fixtures)).toMatchObject({ statusCode: 201 })
  return rest
}

const countsOf = (items: Stats[]) => items.map(({ intervalId, entries }) => [intervalId, entries[INBOUND]])

describe('statistics', () => {
  it('count publishes, over connections and over REST', async () => {
    const server = await TestServer.start()
    const rest = server.rest()
    await rest.channels.get('room').publish('text', 'rest')
    await server.client().channels.get('room').publish('text', 'realtime')

    const [hour] = (await rest.stats({ unit: 'hour', end: Date.now() })).items
    expect(hour).toMatchObject({ unit: 'hour', appId: 'conf01' })
    expect(hour?.inProgress).toContain(hour?.intervalId)
    expect(hour?.entries).toMatchObject({
      [INBOUND]: 2,
      'messages.inbound.rest.messages.count': 1,
      'messages.inbound.realtime.messages.data': 'text'.length + 'realtime'.length,
    })
  })

  it('are by minute, latest first', async () => {
    const { items } = await (await withFixtures()).stats()
    expect(countsOf(items)).toEqual([
      ['2025-02-03:16:05', undefined],
      ['2025-02-03:15:04', 60],
      ['2025-02-03:15:03', 50],
    ])
  })

  it.each([
    ['hour', ['2025-02-03:15', '2025-02-03:16']],
    ['day', ['2025-02-03']],
    ['month', ['2025-02']],
  ] as const)('are summed up by %s', async (unit, intervals) => {
    const { items } = await (await withFixtures()).stats({ unit, direction: 'forwards' })
    expect(items.map(({ intervalId }) => intervalId)).toEqual(intervals)
    expect(items[0]?.entries).toMatchObject({ [INBOUND]: 110, 'channels.peak': 7 })
  })

  it('can be of a period, in intervals or in milliseconds', async () => {
    const rest = await withFixtures()
    const [start, end] = ['2025-02-03:15:03', '2025-02-03:15:04']
    const direction = 'forwards'
    const expected = [
      [start, 50],
      [end, 60],
    ]
    const request = async (params: object) =>
      (await rest.request('get', '/stats', 3, params)).items as Stats[]
    expect(countsOf(await request({ start, end, direction }))).toEqual(expected)
    const period = { start: Date.UTC(2025, 1, 3, 15, 3), end: Date.UTC(2025, 1, 3, 15, 4) }
    expect(countsOf((await rest.stats({ ...period, direction })).items)).toEqual(expected)
  })

  it('come in pages', async () => {
    const page = await (await withFixtures()).stats({ limit: 2 })
    expect(page.items).toHaveLength(2)
    const next = await page.next()
    expect(countsOf(next?.items ?? [])).toEqual([['2025-02-03:15:03', 50]])
    expect(next?.isLast()).toBe(true)
  })

  it.each([{ unit: 'year' }, { start: 'yesterday' }, { end: '2025-99' }])('refuse %j', async (params) => {
    const server = await TestServer.start()
    expect(await server.rest().request('get', '/stats', 3, params)).toMatchObject({ errorCode: 40003 })
  })

  it('can only be added with a key', async () => {
    const server = await TestServer.start()
    expect(await server.rest().request('post', '/stats', 3, {}, fixtures)).toMatchObject({ statusCode: 405 })
  })
})
