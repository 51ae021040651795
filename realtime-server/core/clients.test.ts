import { describe, expect, it } from 'vitest'
import { setUp, type TestClient } from '../testing/client'

describe('detached connections', () => {
  it('are limited per client; the oldest is evicted first', () => {
    const { hub, newClient } = setUp({ limits: { maxDetachedPerClient: 5 } })
    const clients = Array.from({ length: 20 }, () => newClient('vera'))
    const other = newClient('victor')
    other.lose()
    for (const client of clients) client.lose()
    expect([...hub.connections.values()].filter(({ isConnected }) => !isConnected)).toHaveLength(6)
    for (const client of [other, ...clients.slice(-5)]) client.reconnect()
    expect([...hub.connections.values()].filter(({ isConnected }) => !isConnected)).toHaveLength(0)
    expect(hub.detached.size).toBe(0)
  })

  it('are limited across clients', () => {
    const { hub, newClient } = setUp({ limits: { maxDetachedConnections: 7 } })
    for (let count = 0; count < 50; count++) newClient(`client-${count}`).lose()
    expect(hub.detached.size).toBe(7)
    // Including the two of the set-up.
    expect(hub.connections.size).toBe(9)
  })

  it('keep their id when resumed after eviction, but their members have left', () => {
    const { hub, newClient } = setUp({ limits: { maxDetachedPerClient: 1 } })
    const [first, second] = [newClient('vera'), newClient('vera')]
    first.send({ action: 10, channel: 'room' })
    first.send({ action: 14, channel: 'room', msgSerial: 0, presence: [{ action: 2 }] })
    const id = first.connectionId
    first.lose()
    expect(hub.channel('room').presence.size).toBe(1)
    second.lose()
    expect(hub.channel('room').presence.size).toBe(0)
    first.reconnect()
    expect(first.connectionId).toBe(id)
  })
})

describe('attaching', () => {
  it('is limited per client across its connections, and a long backlog counts as several', () => {
    const { newClient, publish, clock } = setUp({ limits: { maxAttachRate: 1 } })
    for (let count = 0; count < 100; count++) publish('message')
    const [vera, too, victor] = [newClient('vera'), newClient('vera'), newClient('victor')]
    const attach = (client: TestClient, rewind: number) => {
      client.take()
      client.send({ action: 10, channel: `[?rewind=${rewind}]room` })
      return client.take()[0]?.action
    }
    // A burst of ten seconds: an attach with a backlog of a hundred counts as six.
    expect(attach(vera, 100)).toBe(11)
    expect(attach(too, 99)).toBe(11)
    expect(attach(too, 1)).toBe(6)
    expect(attach(victor, 100)).toBe(11)
    clock.advance(60_000)
    expect(attach(vera, 2)).toBe(11)
  })

  it('counts as several when it subscribes to occupancy on a busy channel', () => {
    const { newClient } = setUp({ limits: { maxAttachRate: 1 } })
    for (let count = 0; count < 200; count++)
      newClient(`guest-${count}`).send({ action: 10, channel: 'room' })
    const vera = newClient('vera')
    const attach = (params: Record<string, string>) => {
      vera.take()
      vera.send({ action: 10, channel: 'room', params })
      return vera.take()[0]?.action
    }
    // Counting two hundred costs as much as the whole burst.
    expect(attach({})).toBe(11)
    expect(attach({ occupancy: 'metrics' })).toBe(11)
    expect(attach({ occupancy: 'metrics' })).toBe(6)
  })

  it('to one channel under many names is refused', () => {
    const { client } = setUp()
    for (let count = 1; count <= 5; count++) client.send({ action: 10, channel: `[?rewind=${count}]room` })
    expect(client.take().map(({ action }) => action)).toEqual([11, 11, 11, 11, 9])
    client.send({ action: 10, channel: 'another' })
    expect(client.take()[0].action).toBe(11)
  })
})
