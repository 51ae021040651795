import { describe, expect, it } from 'vitest'
import { Flag, Mode } from '../protocol/flags'
import { setUp } from '../testing/client'
import { SEEDED } from './presence'

describe('attaching', () => {
  it('grants the requested modes that the capability allows, and says which', () => {
    const { client } = setUp({ capability: { 'room:*': ['subscribe'] } })
    client.send({ action: 10, channel: 'room:1', flags: Mode.subscribe | Mode.publish })
    expect(client.take()).toMatchObject([{ action: 11, channel: 'room:1', flags: Mode.subscribe }])
    client.send({
      action: 10,
      channel: 'room:2',
      params: { modes: 'PUBLISH,presence_subscribe', nonsense: '1' },
    })
    expect(client.take()).toMatchObject([
      { action: 11, flags: Mode.presence_subscribe, params: { modes: 'presence_subscribe' } },
    ])
    client.send({ action: 10, channel: 'room:3', flags: Mode.publish })
    expect(client.take()).toMatchObject([{ action: 9, channel: 'room:3', error: { code: 40160 } }])
  })

  it('loses nothing published while a client reconnects', () => {
    const { client, publish } = setUp()
    client.send({ action: 10, channel: 'room' })
    const [{ channelSerial }] = client.take()
    publish('live')
    client.take()
    client.reconnect()
    publish('before the attach')
    expect(client.take().map(({ action }) => action)).toEqual([4])

    client.send({ action: 10, channel: 'room', channelSerial })
    publish('after the attach')
    const frames = client.take()
    expect(frames[0]).toMatchObject({ action: 11, channelSerial, flags: expect.any(Number) })
    expect(frames[0].flags & (Flag.resumed | Flag.hasBacklog)).toBe(Flag.resumed | Flag.hasBacklog)
    expect(frames.slice(1).map(({ messages }) => messages[0].name)).toEqual([
      'live',
      'before the attach',
      'after the attach',
    ])
  })

  it('again updates the attachment in place', () => {
    const { client, publish } = setUp()
    client.send({ action: 10, channel: 'room' })
    client.take()
    client.send({ action: 10, channel: 'room', flags: Mode.publish })
    const [attached] = client.take()
    expect(attached.flags).toBe(Mode.publish | Flag.resumed)
    publish('deferred')
    expect(client.take()).toEqual([])
  })

  it('rewinds for a client that repeats the attach before ATTACHED, but only once', () => {
    const { client, publish } = setUp()
    publish('old')
    client.send({ action: 10, channel: 'room' })
    client.send({ action: 10, channel: 'room', params: { rewind: '1' } })
    const [first, second, message] = client.take()
    expect(first.flags & Flag.hasBacklog).toBe(0)
    expect(second.flags & (Flag.resumed | Flag.hasBacklog)).toBe(Flag.resumed | Flag.hasBacklog)
    expect(message).toMatchObject({ action: 15, messages: [{ name: 'old' }] })

    client.send({ action: 10, channel: 'room', params: { rewind: '1' } })
    client.send({ action: 10, channel: 'room', channelSerial: second.channelSerial, params: { rewind: '2' } })
    expect(client.take().map(({ action }) => action)).toEqual([11, 11])
  })

  it('with a rewind reports the serial before the backlog, so that a break in between loses nothing', () => {
    const { client, publish } = setUp()
    for (const name of ['old', 'wanted', 'wanted too']) publish(name)
    client.send({ action: 10, channel: 'room', params: { rewind: '2' } })
    const [{ channelSerial }] = client.take()
    client.reconnect()
    client.take()
    client.send({ action: 10, channel: 'room', channelSerial, params: { rewind: '2' } })
    const [, ...backlog] = client.take()
    expect(backlog.map(({ messages }) => messages[0].name)).toEqual(['wanted', 'wanted too'])
  })

  it('rewinds a hundred messages at most', () => {
    const { client, publish } = setUp()
    for (let count = 0; count < 101; count++) publish(String(count))
    client.send({ action: 10, channel: 'room', params: { rewind: '1000' } })
    expect(client.take().filter(({ action }) => action === 15)).toHaveLength(100)
  })

  it('with a rewind by time leaves out older messages', () => {
    const { client, clock, publish } = setUp()
    publish('old')
    clock.advance(15_000)
    publish('wanted')
    client.send({ action: 10, channel: 'room', params: { rewind: '14s' } })
    client.send({ action: 10, channel: '[?rewind=15s]room' })
    const names = client
      .take()
      .flatMap(({ messages = [] }) => messages.map(({ name }: { name: string }) => name))
    expect(names).toEqual(['wanted', 'old', 'wanted'])
  })

  it('without presence_subscribe delivers only the client’s own presence', () => {
    const { client, other } = setUp()
    const enter = (clientId: string) => ({
      action: 14,
      channel: 'room',
      msgSerial: 0,
      presence: [{ action: 2, clientId }],
    })
    other.send({ action: 10, channel: 'room' })
    other.send(enter('vera'))
    client.send({ action: 10, channel: 'room', flags: Mode.presence })
    expect(client.take()).toMatchObject([{ action: 11, flags: Mode.presence }])
    client.send(enter('ada'))
    expect(client.take()).toMatchObject([{ action: 14, presence: [{ clientId: 'ada' }] }, { action: 1 }])
  })

  it('ends with detaching, which is always answered', () => {
    const { client, publish } = setUp()
    client.send({ action: 10, channel: 'room' })
    client.send({ action: 12, channel: 'room' })
    client.send({ action: 12, channel: 'room' })
    publish('deferred')
    expect(client.take().map(({ action }) => action)).toEqual([11, 13, 13])
  })

  it('to a channel forgotten after disuse has lost continuity', () => {
    const { client, clock, hub } = setUp()
    client.send({ action: 10, channel: 'room' })
    const [{ channelSerial }] = client.take()
    client.send({ action: 12, channel: 'room' })
    client.take()
    clock.advance(2 * hub.timings.channelIdleMs)
    expect(hub.channelCount).toBe(0)
    client.send({ action: 10, channel: 'room', channelSerial })
    const [attached] = client.take()
    expect([attached.flags & Flag.resumed, attached.error?.code]).toEqual([0, 90003])
  })

  it('finds members without a connection, however long the channel was unused', () => {
    const { client, clock, hub } = setUp()
    const member = { action: 1, id: '', connectionId: SEEDED, clientId: 'seat', timestamp: clock.now() }
    hub.channel('room').presence.put(member)
    clock.advance(3 * hub.timings.channelIdleMs)
    client.send({ action: 10, channel: 'room' })
    expect(client.take().at(-1)).toMatchObject({ action: 16, presence: [{ clientId: 'seat' }] })
  })

  it('is limited', () => {
    const { client } = setUp({ limits: { maxChannelsPerConnection: 1 } })
    client.send({ action: 10, channel: 'a' })
    client.send({ action: 10, channel: 'b' })
    expect(client.take()).toMatchObject([{ action: 11 }, { action: 9, channel: 'b', error: { code: 90010 } }])
  })

  it('does not rewind for an older client that flags a resume', () => {
    const { client, publish } = setUp()
    publish('old')
    client.send({ action: 10, channel: 'room', params: { rewind: '1' }, flags: Flag.attachResume })
    expect(client.take()).toMatchObject([{ action: 11, params: { rewind: '1' } }])
    client.send({ action: 12, channel: 'room' })
    client.send({ action: 10, channel: 'room', params: { rewind: '1' } })
    expect(client.take().at(-1)).toMatchObject({ action: 15, messages: [{ name: 'old' }] })
  })

  it('flags presence only when a sync follows', () => {
    const { client } = setUp()
    client.send({ action: 10, channel: 'room' })
    expect(client.take()[0].flags & Flag.hasPresence).toBe(0)
    client.send({ action: 14, channel: 'room', msgSerial: 0, presence: [{ action: 2, clientId: 'vera' }] })
    client.send({ action: 10, channel: '[?rewind=1]room' })
    const [, , attached, sync] = client.take()
    expect(attached.flags & Flag.hasPresence).toBe(Flag.hasPresence)
    expect(sync).toMatchObject({
      action: 16,
      channel: '[?rewind=1]room',
      presence: [{ action: 1, clientId: 'vera' }],
    })
    expect(sync.channelSerial).toMatch(/^[A-Za-z0-9_-]+:$/)
  })
})

describe('presence changes', () => {
  const change = (msgSerial: number, action: number, data?: string) => ({
    action: 14,
    channel: 'room',
    msgSerial,
    presence: [{ action, clientId: 'vera', ...(data !== undefined && { data }) }],
  })

  it('repeated late are acknowledged, and change nothing', () => {
    const { client, other } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    client.send(change(0, 2, 'first'))
    client.send(change(1, 4, 'second'))
    client.take()
    other.take()
    client.send(change(0, 2, 'first'))
    expect(client.take()).toMatchObject([{ action: 1, msgSerial: 0 }])
    expect(other.take()).toEqual([])
  })

  it('outlast one of two attachments to the same channel, not both', () => {
    const { client, other } = setUp()
    for (const channel of ['room', '[?rewind=1]room']) client.send({ action: 10, channel })
    other.send({ action: 10, channel: 'room' })
    client.send(change(0, 2))
    other.take()
    client.send({ action: 12, channel: 'room' })
    expect(other.take()).toEqual([])
    client.send({ action: 12, channel: '[?rewind=1]room' })
    expect(other.take()).toMatchObject([{ presence: [{ action: 3 }] }])
  })

  it('end with the last data, unless the leave has its own', () => {
    const { client, other } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    for (const [at, said, expected] of [
      [0, undefined, 'here'],
      [2, 'bye', 'bye'],
    ] as const) {
      client.send(change(at, 2, 'here'))
      client.send(change(at + 1, 3, said))
      expect(other.take().at(-1)).toMatchObject({ presence: [{ action: 3, data: expected }] })
    }
  })
})

describe('presence of a lost connection', () => {
  const enter = {
    action: 14,
    channel: 'room',
    msgSerial: 0,
    presence: [{ action: 2, clientId: 'vera', data: 'here' }],
  }

  it('leaves with its data after the time is up, not before', () => {
    const { client, other, clock } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    client.send(enter)
    other.take()
    client.lose()
    clock.advance(14_999)
    expect(other.take()).toEqual([])
    clock.advance(1)
    const [left] = other.take()
    expect(left).toMatchObject({ action: 14, presence: [{ action: 3, clientId: 'vera', data: 'here' }] })
    expect(left.presence[0].id.startsWith(left.presence[0].connectionId)).toBe(false)
  })

  it('stays silently when it re-enters with the same id', () => {
    const { client, other, clock } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    client.send(enter)
    const [entered] = other.take().slice(1)
    client.lose()
    client.reconnect()
    client.send({ action: 10, channel: 'room' })
    client.send({ ...enter, msgSerial: 1, presence: [{ ...enter.presence[0], id: entered.presence[0].id }] })
    clock.advance(60_000)
    expect(other.take()).toEqual([])
  })

  it('counts as new when it re-enters too late', () => {
    const { client, other, clock } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    client.send(enter)
    const [entered] = other.take().slice(1)
    client.lose()
    clock.advance(15_000)
    client.reconnect()
    client.send({ action: 10, channel: 'room' })
    client.send({ ...enter, msgSerial: 1, presence: [{ ...enter.presence[0], id: entered.presence[0].id }] })
    expect(other.take().map(({ presence }) => presence[0].action)).toEqual([3, 2])
  })

  it('ends with its connection after two minutes without a resume', () => {
    const { client, hub, clock } = setUp()
    client.lose()
    clock.advance(hub.timings.connectionStateTtlMs - 1)
    expect(hub.connections.size).toBe(2)
    clock.advance(1)
    expect(hub.connections.size).toBe(1)
  })

  it('leaves at once with CLOSE', () => {
    const { client, other } = setUp()
    for (const each of [client, other]) each.send({ action: 10, channel: 'room' })
    client.send(enter)
    other.take()
    client.send({ action: 7 })
    expect(client.take().at(-1)).toEqual({ action: 8 })
    expect(other.take()).toMatchObject([{ presence: [{ action: 3 }] }])
  })
})

describe('a token', () => {
  it.each([
    [60_000, 30_000],
    [35_000, 5_000],
    [20_000, 5_000],
    [8_000, 4_000],
  ])('of %i ms is due for renewal after %i ms, and expires', (ttlMs, askedAfterMs) => {
    const { client, clock } = setUp({ ttlMs })
    clock.advance(askedAfterMs - 1)
    expect(client.take()).toEqual([])
    clock.advance(1)
    expect(client.take()).toEqual([{ action: 17 }])
    clock.advance(ttlMs - askedAfterMs)
    expect(client.take()).toMatchObject([{ action: 6, error: { code: 40142 } }])
  })

  it('of five seconds is left to expire', () => {
    const { client, clock } = setUp({ ttlMs: 5_000 })
    clock.advance(5_000)
    expect(client.take().map(({ action }) => action)).toEqual([6])
  })
})
