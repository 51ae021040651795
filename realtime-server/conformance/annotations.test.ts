import type { Annotation, InboundMessage, RealtimeChannel } from 'ably'
import { describe, expect, it } from 'vitest'
import { collect, killSocket, TestServer, tokenFor } from './server'

const start = () => TestServer.start({ namespaces: [{ id: 'mutable', mutableMessages: true }] })
const modes = ['SUBSCRIBE', 'PUBLISH', 'ANNOTATION_PUBLISH', 'ANNOTATION_SUBSCRIBE'] as const
const type = 'reaction:distinct.v1'

async function publishOn(channel: RealtimeChannel): Promise<string> {
  const { serials } = await channel.publish('text', 'Hello')
  return serials[0] ?? ''
}

/** The summaries that a channel receives, newest last. */
async function summariesOn(channel: RealtimeChannel) {
  const heard: InboundMessage[] = await collect(channel)
  return () =>
    heard.filter(({ action }) => action === 'message.summary').map(({ annotations }) => annotations?.summary)
}

describe.each([true, false])('annotations, msgpack %s', (useBinaryProtocol) => {
  it('reach those who subscribe to them; summaries reach everyone', async () => {
    const server = await start()
    const ada = server
      .client({ clientId: 'ada', useBinaryProtocol })
      .channels.get('mutable:room', { modes: [...modes] })
    const single: Annotation[] = []
    await ada.annotations.subscribe((annotation) => void single.push(annotation))
    const summaries = await summariesOn(server.client({ useBinaryProtocol }).channels.get('mutable:room'))
    const serial = await publishOn(ada)

    await ada.annotations.publish(serial, { type, name: 'thumbs', data: { tone: 3 } })
    await expect.poll(() => single).toHaveLength(1)
    expect(single[0]).toMatchObject({
      action: 'annotation.create',
      messageSerial: serial,
      type,
      name: 'thumbs',
      clientId: 'ada',
      data: { tone: 3 },
    })
    const thumbs = { total: 1, clientIds: ['ada'], clipped: false }
    await expect.poll(() => summaries().at(-1)).toEqual({ [type]: { thumbs } })

    await ada.annotations.delete(serial, { type, name: 'thumbs' })
    await expect.poll(() => single.at(-1)?.action).toBe('annotation.delete')
    await expect.poll(() => summaries().at(-1)).toEqual({})
  })

  it('are published, deleted and listed over REST', async () => {
    const server = await start()
    const channel = server.rest({ clientId: 'ada', useBinaryProtocol }).channels.get('mutable:room')
    const { serials } = await channel.publish('text', 'Hello')
    const serial = serials[0] ?? ''
    for (const name of ['one', 'two', 'three']) await channel.annotations.publish(serial, { type, name })
    await channel.annotations.delete(serial, { type, name: 'two' })

    const page = await channel.annotations.get(serial, { limit: 3 })
    expect(page.items.map(({ name, action }) => [name, action])).toEqual([
      ['one', 'annotation.create'],
      ['two', 'annotation.create'],
      ['three', 'annotation.create'],
    ])
    expect((await page.next())?.items).toMatchObject([{ name: 'two', action: 'annotation.delete' }])
  })

  it('stay with the message in history and through changes', async () => {
    const server = await start()
    const channel = server.rest({ clientId: 'ada', useBinaryProtocol }).channels.get('mutable:room')
    const { serials } = await channel.publish('text', 'Hello')
    const serial = serials[0] ?? ''
    await channel.annotations.publish(serial, { type, name: 'thumbs' })
    await channel.updateMessage({ serial, data: 'Hello, Vera' })

    const { items } = await channel.history()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      data: 'Hello, Vera',
      annotations: { summary: { [type]: { thumbs: { total: 1 } } } },
    })
    const versions = await channel.getMessageVersions(serial)
    expect(versions.items.map(({ action }) => action)).toEqual(['message.create', 'message.update'])
  })
})

describe('a missed annotation', () => {
  it('is delivered after a resume', async () => {
    const server = await start()
    const vera = server.client()
    const channel = vera.channels.get('mutable:room', { modes: [...modes] })
    const single: Annotation[] = []
    await channel.annotations.subscribe((annotation) => void single.push(annotation))
    const serial = await publishOn(channel)
    killSocket(vera)
    await server
      .rest({ clientId: 'ada' })
      .channels.get('mutable:room')
      .annotations.publish(serial, { type, name: 'x' })
    await expect.poll(() => single.map(({ clientId }) => clientId)).toEqual(['ada'])
  })
})

describe('a channel', () => {
  it('is attached by default for publishing annotations, but not for receiving each one', async () => {
    const channel = (await start()).client().channels.get('mutable:room')
    await channel.attach()
    expect(channel.modes).toContain('annotation_publish')
    await expect(channel.annotations.subscribe(() => {})).rejects.toMatchObject({ code: 93001 })
  })
})

describe('an annotation is refused', () => {
  it('with 93002 where messages are immutable', async () => {
    const channel = (await start()).client({ clientId: 'ada' }).channels.get('room')
    const serial = await publishOn(channel)
    await expect(channel.annotations.publish(serial, { type, name: 'x' })).rejects.toMatchObject({
      code: 93002,
    })
  })

  it('with 40161 when it counts by client, but comes from an anonymous one', async () => {
    const channel = (await start()).client().channels.get('mutable:room')
    const serial = await publishOn(channel)
    await expect(channel.annotations.publish(serial, { type, name: 'x' })).rejects.toMatchObject({
      code: 40161,
    })
    await channel.annotations.publish(serial, { type: 'reaction:total.v1' })
  })

  it('with 40009 when the summary would get too large, and the summary stays', async () => {
    const server = await start()
    const channel = server.rest({ clientId: 'ada' }).channels.get('mutable:room')
    const { serials } = await channel.publish('text', 'Hello')
    const annotate = (letter: string) =>
      channel.annotations.publish(serials[0] ?? '', { type, name: letter.repeat(30_000) })
    await annotate('a')
    await annotate('b')
    await expect(annotate('c')).rejects.toMatchObject({ code: 40009 })
    const { annotations } = await channel.getMessage(serials[0] ?? '')
    expect(Object.keys(annotations?.summary[type] ?? {}).map(([letter]) => letter)).toEqual(['a', 'b'])
  })

  it('with 40160 without the capability, and without the mode', async () => {
    const server = await start()
    const token = tokenFor({ clientId: 'ada', capability: { '*': ['publish', 'subscribe', 'history'] } })
    const powerless = server.client({ token }).channels.get('mutable:room')
    const serial = await publishOn(powerless)
    const annotation = { type, name: 'x' }
    await expect(powerless.annotations.publish(serial, annotation)).rejects.toMatchObject({ code: 40160 })
    await expect(
      server.rest({ token }).channels.get('mutable:room').annotations.get(serial, {}),
    ).rejects.toMatchObject({ code: 40160 })

    const modeless = server.client({ clientId: 'ada' }).channels.get('mutable:room', { modes: ['SUBSCRIBE'] })
    await modeless.attach()
    await expect(modeless.annotations.publish(serial, annotation)).rejects.toMatchObject({ code: 40160 })
  })

  it.each([
    [40400, { messageSerial: 'nothing', type, name: 'x' }],
    [40003, { type, name: 'x' }],
    [40003, { messageSerial: 'x', name: 'x' }],
    [40003, { messageSerial: 'x', type: 'no method', name: 'x' }],
    [40003, { messageSerial: 'x', type }],
    [40003, { messageSerial: 'x', type, name: 'x', count: 0 }],
    [40000, { messageSerial: 'x', type, name: 'x', action: 7 }],
    [40012, { messageSerial: 'x', type, name: 'x', clientId: 'ben' }],
    [40013, { messageSerial: 'x', type, name: 'x', data: 7 }],
  ])('with %i: %j', async (code, annotation) => {
    const socket = await (await start()).socket({ clientId: 'ada' })
    socket.send({ action: 21, channel: 'mutable:room', msgSerial: 0, annotations: [annotation] })
    expect((await socket.next(2)).error).toMatchObject({ code })
  })
})

describe('a repeated annotation', () => {
  it('adds nothing', async () => {
    const server = await start()
    const serial = await publishOn(server.client().channels.get('mutable:room'))
    const socket = await server.socket({ clientId: 'ada' })
    const annotations = [{ messageSerial: serial, type: 'reaction:total.v1' }]
    const frame = { action: 21, channel: 'mutable:room', msgSerial: 0, annotations }
    socket.send(frame)
    const first = await socket.next(1)
    socket.send(frame)
    expect(await socket.next(1)).toEqual(first)
    const message = await server.rest().channels.get('mutable:room').getMessage(serial)
    expect(message.annotations?.summary).toEqual({ 'reaction:total.v1': { total: 1 } })
  })
})
