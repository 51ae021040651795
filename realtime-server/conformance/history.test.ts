import { describe, expect, it, vi } from 'vitest'
import { collect, TestServer } from './server'

async function channelWith(names: string[]) {
  const server = await TestServer.start()
  const channel = server.rest().channels.get('room:1')
  for (const name of names) await channel.publish(name, Buffer.from(name))
  return { server, channel }
}

describe('history', () => {
  it.each([
    ['backwards' as const, [['e', 'd'], ['c', 'b'], ['a']]],
    ['forwards' as const, [['a', 'b'], ['c', 'd'], ['e']]],
  ])('goes %s page by page', async (direction, expected) => {
    const { channel } = await channelWith(['a', 'b', 'c', 'd', 'e'])
    const pages: (string | undefined)[][] = []
    let page = await channel.history({ direction, limit: 2 })
    for (;;) {
      pages.push(page.items.map(({ data }) => String(data)))
      const next = await page.next()
      if (!next) break
      page = next
    }
    expect(pages).toEqual(expected)
  })

  it('ends where the client attached, on request', async () => {
    const { server, channel } = await channelWith(['before'])
    const realtime = server.client().channels.get('room:1')
    await realtime.attach()
    await channel.publish('after', '')
    const { items } = await realtime.history({ untilAttach: true })
    expect(items.map(({ name }) => name)).toEqual(['before'])
  })

  it('is limited to a period', async () => {
    const { channel } = await channelWith(['a'])
    const { items } = await channel.history({})
    const at = items[0]?.timestamp ?? 0
    expect((await channel.history({ start: at, end: at })).items).toHaveLength(1)
    expect((await channel.history({ start: at + 1 })).items).toEqual([])
  })

  it.each(['limit=0', 'limit=1001', 'limit=x', 'direction=up', 'start=2&end=1', 'from_serial=x'])(
    'refuses %s',
    async (query) => {
      const { server } = await channelWith([])
      const response = await fetch(`${server.url}/channels/room:1/messages?${query}`, {
        headers: { authorization: `Basic ${btoa(server.key)}` },
      })
      expect([response.status, response.headers.get('x-ably-errorcode')]).toEqual([400, '40003'])
      expect(response.headers.get('content-type')).toBe('application/json')
    },
  )
})

describe('rewind', () => {
  it.each([
    ['2', ['b', 'c']],
    ['10s', ['a', 'b', 'c']],
  ])('%s begins in the past', async (rewind, expected) => {
    const { server } = await channelWith(['a', 'b', 'c'])
    const channel = server.client().channels.get('room:1', { params: { rewind, unknown: 'x' } })
    const attached = channel.once('attached')
    const received = await collect(channel)
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(expected))
    expect((await attached).hasBacklog).toBe(true)
    expect(channel.params).toEqual({ rewind })
  })

  it('works as a qualifier of the name', async () => {
    const { server } = await channelWith(['a', 'b'])
    const received = await collect(server.client().channels.get('[?rewind=1]room:1'))
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(['b']))
  })

  it('with an invalid value is refused', async () => {
    const { server } = await channelWith([])
    const channel = server.client().channels.get('room:1', { params: { rewind: 'soon' } })
    await expect(channel.attach()).rejects.toMatchObject({ code: 40003 })
  })
})
