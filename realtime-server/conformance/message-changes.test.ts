import type { InboundMessage } from 'ably'
import { describe, expect, it } from 'vitest'
import { collect, killSocket, TestServer, tokenFor } from './server'

const start = () => TestServer.start({ namespaces: [{ id: 'mutable', mutableMessages: true }] })
const operation = { description: 'a typo', metadata: { reason: 'haste' } }

/** The serial of the only message of a publish. */
const only = ({ serials }: { serials: (string | null)[] }) => serials[0] ?? ''

/** Two clients on a channel with mutable messages, and what the second one receives. */
async function meet(options: { useBinaryProtocol: boolean }) {
  const server = await start()
  const ada = server.client({ clientId: 'ada', ...options }).channels.get('mutable:room')
  const heard = await collect(server.client({ clientId: 'vera', ...options }).channels.get('mutable:room'))
  const last = async (action: string): Promise<InboundMessage> => {
    await expect.poll(() => heard.at(-1)?.action).toBe(action)
    return heard.at(-1) as InboundMessage
  }
  return { server, ada, last }
}

describe.each([{ useBinaryProtocol: true }, { useBinaryProtocol: false }])(
  'over a connection, %j',
  (options) => {
    it('an update replaces the given fields and reaches everyone', async () => {
      const { ada, last } = await meet(options)
      const serial = only(
        await ada.publish({ name: 'text', data: { body: 'Helo' }, extras: { headers: { a: 1 } } }),
      )
      const first = await last('message.create')

      const { versionSerial } = await ada.updateMessage({ serial, data: { body: 'Hello' } }, operation)
      const told = await last('message.update')
      expect(told).toMatchObject({
        serial,
        name: 'text',
        data: { body: 'Hello' },
        extras: { headers: { a: 1 } },
        clientId: 'ada',
        timestamp: first.timestamp,
        version: { ...operation, serial: versionSerial, clientId: 'ada' },
      })
      expect(String(told.version?.serial) > serial).toBe(true)
      expect(told.version?.timestamp).toBeGreaterThan(first.timestamp)
    })

    it('a delete keeps fields that it does not clear', async () => {
      const { ada, last } = await meet(options)
      const serial = only(await ada.publish('text', { body: 'Oops' }))
      const { versionSerial } = await ada.deleteMessage({ serial, data: {} }, operation)
      expect(await last('message.delete')).toMatchObject({
        serial,
        name: 'text',
        data: {},
        version: { ...operation, serial: versionSerial },
      })
    })

    it('an append delivers the new part, and later subscribers get the whole', async () => {
      const { server, ada, last } = await meet(options)
      const serial = only(await ada.publish('text', 'Hello'))
      const { versionSerial } = await ada.appendMessage({ serial, data: ', Vera' })
      expect(await last('message.append')).toMatchObject({ serial, name: 'text', data: ', Vera' })

      const late = server.client(options).channels.get('mutable:room', { params: { rewind: '1' } })
      const heard = await collect(late)
      await expect.poll(() => heard).toHaveLength(1)
      expect(heard[0]).toMatchObject({
        serial,
        action: 'message.update',
        data: 'Hello, Vera',
        version: { serial: versionSerial },
      })
    })

    it('bytes are appended to bytes', async () => {
      const { server, ada } = await meet(options)
      const serial = only(await ada.publish('bytes', Buffer.from('ab')))
      await ada.appendMessage({ serial, data: Buffer.from('cd') })
      const message = await server.rest(options).channels.get('mutable:room').getMessage(serial)
      expect(Buffer.from(message.data).toString()).toBe('abcd')
    })
  },
)

describe.each([{ useBinaryProtocol: true }, { useBinaryProtocol: false }])('over REST, %j', (options) => {
  it('a message is changed and has versions', async () => {
    const server = await start()
    const channel = server.rest(options).channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'one'))
    const update = await channel.updateMessage({ serial, data: 'two' }, { clientId: 'ben', ...operation })
    const deletion = await channel.deleteMessage({ serial })

    expect(await channel.getMessage(serial)).toMatchObject({ action: 'message.delete', data: 'two', serial })
    const { items } = await channel.getMessageVersions(serial)
    expect(items.map(({ action, data, version }) => [action, data, version?.serial])).toEqual([
      ['message.create', 'one', serial],
      ['message.update', 'two', update.versionSerial],
      ['message.delete', 'two', deletion.versionSerial],
    ])
    expect(items[1]?.version).toMatchObject({ clientId: 'ben', ...operation })
  })

  it('versions come in pages', async () => {
    const server = await start()
    const channel = server.rest(options).channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'one'))
    for (const data of ['two', 'three']) await channel.updateMessage({ serial, data })

    const page = await channel.getMessageVersions(serial, { limit: 2, direction: 'backwards' })
    expect(page.items.map(({ data }) => data)).toEqual(['three', 'two'])
    expect((await page.next())?.items.map(({ data }) => data)).toEqual(['one'])
  })

  it('history has the latest version at the position of the first', async () => {
    const server = await start()
    const channel = server.rest(options).channels.get('mutable:room')
    const serial = only(await channel.publish('first', 'one'))
    await channel.publish('second', 'other')
    await channel.updateMessage({ serial, data: 'two' })

    const { items } = await channel.history({ direction: 'forwards' })
    expect(items.map(({ name, data, action }) => [name, data, action])).toEqual([
      ['first', 'two', 'message.update'],
      ['second', 'other', 'message.create'],
    ])
  })
})

describe('a missed change', () => {
  it('is delivered after a resume', async () => {
    const server = await start()
    const vera = server.client()
    const heard = await collect(vera.channels.get('mutable:room'))
    const ada = server.rest().channels.get('mutable:room')
    const serial = only(await ada.publish('text', 'one'))
    await expect.poll(() => heard.length).toBe(1)

    killSocket(vera)
    await ada.updateMessage({ serial, data: 'two' })
    await expect.poll(() => heard.map(({ data }) => data)).toEqual(['one', 'two'])
  })
})

describe('a change is refused', () => {
  it('with 93002 where messages are immutable', async () => {
    const server = await start()
    const [channel, rest] = [server.client().channels.get('room'), server.rest().channels.get('room')]
    const serial = only(await channel.publish('text', 'one'))
    await expect(channel.updateMessage({ serial, data: 'two' })).rejects.toMatchObject({ code: 93002 })
    await expect(rest.updateMessage({ serial, data: 'two' })).rejects.toMatchObject({ code: 93002 })
  })

  it('with 40400 for an unknown message', async () => {
    const server = await start()
    const channel = server.rest().channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'one'))
    const { versionSerial } = await channel.updateMessage({ serial, data: 'two' })
    for (const unknown of ['nonsense', serial.replace(/:000$/, ':001'), serial.replace('@', '@x')]) {
      await expect(channel.updateMessage({ serial: unknown })).rejects.toMatchObject({ code: 40400 })
      await expect(channel.getMessage(unknown)).rejects.toMatchObject({ code: 40400, statusCode: 404 })
      await expect(channel.getMessageVersions(unknown)).rejects.toMatchObject({ code: 40400 })
    }
    await expect(channel.updateMessage({ serial: versionSerial ?? '' })).rejects.toMatchObject({
      code: 40400,
    })
  })

  it('with 40013 when the appended data has another type', async () => {
    const server = await start()
    const channel = server.client().channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'one'))
    await expect(channel.appendMessage({ serial, data: { two: 2 } })).rejects.toMatchObject({ code: 40013 })
    await expect(channel.appendMessage({ serial, data: Buffer.from('2') })).rejects.toMatchObject({
      code: 40013,
    })
  })

  it('with 40009 when the message would grow too large', async () => {
    const server = await start()
    const channel = server.client().channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'x'.repeat(40_000)))
    await expect(channel.appendMessage({ serial, data: 'x'.repeat(40_000) })).rejects.toMatchObject({
      code: 40009,
    })
  })

  it.each([
    [40003, { action: 1, data: 'x' }],
    [40000, { action: 1, serial: 'x', version: 'x' }],
    [40000, { action: 1, serial: 'x', version: { metadata: { n: 1 } } }],
    [40012, { action: 1, serial: 'x', version: { clientId: 7 } }],
    [40012, { action: 2, serial: 'x', version: { clientId: 'somebody else' } }],
  ])('with %i: %j', async (code, message) => {
    const server = await start()
    const socket = await server.socket({ clientId: 'ada' })
    socket.send({ action: 15, channel: 'mutable:room', msgSerial: 0, messages: [message] })
    expect((await socket.next(2)).error).toMatchObject({ code })
  })

  it('with 40000 among other messages', async () => {
    const server = await start()
    const socket = await server.socket()
    const messages = [{ name: 'new' }, { action: 1, serial: 'x' }]
    socket.send({ action: 15, channel: 'mutable:room', msgSerial: 0, messages })
    expect((await socket.next(2)).error).toMatchObject({ code: 40000 })
  })
})

describe('the capability', () => {
  const capabilityOf = (...operations: string[]) => ({ 'mutable:*': ['publish', 'subscribe', ...operations] })

  async function changesOf(clientId: string | undefined, ...operations: string[]) {
    const server = await start()
    const own = only(
      await server.rest({ clientId: 'ada' }).channels.get('mutable:room').publish('text', 'own'),
    )
    const other = only(
      await server.rest({ clientId: 'ben' }).channels.get('mutable:room').publish('text', 'other'),
    )
    const token = tokenFor({ capability: capabilityOf(...operations), ...(clientId && { clientId }) })
    const channel = server.client({ token }).channels.get('mutable:room')
    const outcome = (change: Promise<unknown>) => change.then(() => 'done').catch(({ code }) => code)
    return {
      update: await Promise.all(
        [own, other].map((serial) => outcome(channel.updateMessage({ serial, data: 'changed' }))),
      ),
      delete: await Promise.all([own, other].map((serial) => outcome(channel.deleteMessage({ serial })))),
    }
  }

  it.each([
    ['ada', [], [40160, 40160], [40160, 40160]],
    ['ada', ['message-update-own'], ['done', 40160], [40160, 40160]],
    ['ada', ['message-delete-own'], [40160, 40160], ['done', 40160]],
    ['ada', ['message-update-any'], ['done', 'done'], [40160, 40160]],
    ['ada', ['message-delete-any'], [40160, 40160], ['done', 'done']],
    [undefined, ['message-update-own', 'message-delete-any'], [40166, 40166], ['done', 'done']],
  ] as const)(
    'of %s with %j allows updates %j and deletes %j',
    async (clientId, operations, update, deletion) => {
      expect(await changesOf(clientId, ...operations)).toEqual({ update, delete: deletion })
    },
  )
})

describe('a repeated change', () => {
  it('adds nothing and gets the first response', async () => {
    const server = await start()
    const channel = server.rest().channels.get('mutable:room')
    const serial = only(await channel.publish('text', 'one'))
    const socket = await server.socket()
    const frame = {
      action: 15,
      channel: 'mutable:room',
      msgSerial: 0,
      messages: [{ action: 1, serial, data: 'two' }],
    }
    socket.send(frame)
    const first = await socket.next(1)
    socket.send(frame)
    expect(await socket.next(1)).toEqual(first)
    expect((await channel.getMessageVersions(serial)).items).toHaveLength(2)
  })
})
