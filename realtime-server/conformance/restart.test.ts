import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as Ably from 'ably'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { collect, deafen, KEY, TestServer, tokenFor } from './server'
import { ServerProcess } from './server-process'

const key = `${KEY.name}:${KEY.secret}`

async function stateFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'realtime-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return path.join(folder, 'state')
}

describe('real processes', { timeout: 60_000 }, () => {
  async function start(file: string, port = 0): Promise<ServerProcess> {
    return ServerProcess.start(['--port', String(port), '--key', key, '--state-file', file])
  }

  function options(port: number): Ably.ClientOptions {
    return { key, endpoint: '127.0.0.1', port, tls: false, disableConnectivityCheck: true, logLevel: 0 }
  }

  it.each([
    ['SIGTERM' as const, { resumed: true, code: undefined, names: ['heard', 'missed', 'after'] }],
    ['SIGKILL' as const, { resumed: false, code: 90003, names: ['heard', 'after'] }],
  ])('after %s clients know whether they missed anything', async (signal, { resumed, code, names }) => {
    const file = await stateFile()
    const first = await start(file)
    const client = new Ably.Realtime({ ...options(first.port), disconnectedRetryTimeout: 200 })
    onTestFinished(() => client.close())
    const rest = new Ably.Rest(options(first.port))
    const channel = client.channels.get('room:1')
    const received = await collect(channel)
    await channel.presence.enterClient('vera', 'here')
    await rest.channels.get('room:1').publish('heard', '')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    const { id } = client.connection

    deafen(client)
    await rest.channels.get('room:1').publish('missed', '')
    const attached = channel.once('attached')
    await first.end(signal)
    const second = await start(file, first.port)

    const change = await attached
    expect(change.resumed).toBe(resumed)
    expect(change.reason?.code).toBe(code)
    expect(client.connection.id).toBe(id)
    await rest.channels.get('room:1').publish('after', '')
    await vi.waitFor(() => expect(received.map(({ name }) => name)).toEqual(names))
    await vi.waitFor(async () => {
      const members = (await rest.channels.get('room:1').presence.get()).items
      expect(members.map(({ clientId, data }) => [clientId, data])).toEqual([['vera', 'here']])
    })
    await second.end('SIGKILL')
  })
})

describe('the state for the next server', () => {
  async function restart(file: string, before: (server: TestServer) => Promise<void>): Promise<TestServer> {
    const first = await TestServer.start({ stateFile: file })
    await before(first)
    await first.realtime.close()
    return TestServer.start({ stateFile: file })
  }

  it('has history with its bytes, in order, and continues with greater serials', async () => {
    const second = await restart(await stateFile(), async (server) => {
      await server
        .rest()
        .channels.get('room')
        .publish('one', Buffer.from([0, 255]))
      await server.rest().channels.get('room').publish('two', { a: 1 })
    })
    await second.rest().channels.get('room').publish('three', '')
    const { items } = await second.rest().channels.get('room').history({ direction: 'forwards' })
    expect(items.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    expect(Buffer.from(items[0]?.data as Uint8Array).toString('hex')).toBe('00ff')
    const serials = items.map(({ serial }) => serial ?? '')
    expect(serials).toEqual([...serials].sort())
  })

  it('has messages in all their versions', async () => {
    const namespaces = [{ id: 'room', mutableMessages: true }]
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file, namespaces })
    const channel = first.rest().channels.get('room')
    const [serial] = (await channel.publish('first', 'a')).serials
    await channel.updateMessage({ serial: serial ?? '', data: 'b' } as Ably.Message)
    await first.realtime.close()
    const second = await TestServer.start({ stateFile: file, namespaces })
    const versions = (
      await second
        .rest()
        .channels.get('room')
        .getMessageVersions(serial ?? '')
    ).items
    expect(versions.map(({ data }) => data).sort()).toEqual(['a', 'b'])
    const { items } = await second.rest().channels.get('room').history()
    expect(items.map(({ data }) => data)).toEqual(['b'])
  })

  it('has publish ids, so that a repetition adds nothing', async () => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file })
    const socket = await first.socket()
    const { connectionDetails } = await socket.next(4)
    const frame = { action: 15, channel: 'room', msgSerial: 0, messages: [{ name: 'once' }] }
    socket.send(frame)
    const ack = await socket.next(1)
    await first.realtime.close()

    const second = await TestServer.start({ stateFile: file })
    const again = await second.socket({ resume: connectionDetails.connectionKey })
    await again.next(4)
    again.send(frame)
    expect(await again.next(1)).toEqual(ack)
    expect((await second.rest().channels.get('room').history()).items).toHaveLength(1)
  })

  it('has members, until they fail to reconnect in time', async () => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file })
    const socket = await first.socket({ clientId: 'vera', remainPresentFor: '300' })
    socket.send({ action: 10, channel: 'room' })
    socket.send({ action: 14, channel: 'room', msgSerial: 0, presence: [{ action: 2, data: 'here' }] })
    await socket.next(1)
    await first.realtime.close()

    const second = await TestServer.start({ stateFile: file })
    const present = async () => (await second.rest().channels.get('room').presence.get()).items
    expect(await present()).toMatchObject([{ clientId: 'vera', data: 'here' }])
    await vi.waitFor(async () => expect(await present()).toEqual([]), { timeout: 5_000 })
  })

  it('has revoked tokens and connection keys', async () => {
    const file = await stateFile()
    const token = tokenFor({ clientId: 'vera' })
    const first = await TestServer.start({ stateFile: file })
    const socket = await first.socket({ clientId: 'ada' })
    const replaced = (await socket.next(4)).connectionDetails.connectionKey
    const next = await first.socket({ clientId: 'ada', resume: replaced })
    await next.next(4)
    next.send({ action: 0, id: 'x' })
    await next.next(0)
    await first.rest().auth.revokeTokens([{ type: 'clientId', value: 'vera' }])
    await first.realtime.close()

    const second = await TestServer.start({ stateFile: file })
    const revoked = await second.socket({ key: '', access_token: token })
    expect((await revoked.next(9)).error.code).toBe(40141)
    const stolen = await second.socket({ clientId: 'ada', resume: replaced })
    expect((await stolen.next(4)).error.code).toBe(80018)
  })
})

describe('a scheduled revocation', () => {
  it('takes effect on the next server', async () => {
    const file = await stateFile()
    const token = tokenFor({ clientId: 'vera' })
    const first = await TestServer.start({ stateFile: file })
    const target = { type: 'clientId', value: 'vera' }
    await first.rest().auth.revokeTokens([target], { allowReauthMargin: true })
    await first.realtime.close()

    const clock = new FakeClock(Date.now())
    const second = await TestServer.start({ stateFile: file, clock })
    onTestFinished(() => clock.advance(10_000))
    const socket = await second.socket({ key: '', access_token: token })
    await socket.next(4)
    clock.advance(30_000)
    expect((await socket.next(6)).error.code).toBe(40141)
  })
})

describe('provisioned apps', () => {
  const body = JSON.stringify({
    keys: [{}, { capability: { room: ['history'] } }],
    namespaces: [{ id: 'mutable', mutableMessages: true }],
    channels: [{ name: 'room', presence: [{ clientId: 'seat' }] }],
  })

  async function startWithApp(file: string) {
    const server = await TestServer.start({ stateFile: file, provisioning: true })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${server.url}/apps`, { method: 'POST', headers, body })
    const { keys } = await response.json()
    return { server, all: keys[0].keyStr, some: keys[1].keyStr }
  }

  it('continue with their whole state', async () => {
    const file = await stateFile()
    const { server: first, all, some } = await startWithApp(file)
    const { serials } = await first.rest({ key: all }).channels.get('mutable:room').publish('a', 'first')
    const { token } = await first.rest({ key: all }).auth.requestToken()
    await first.realtime.close()

    const second = await TestServer.start({ stateFile: file, provisioning: true })
    const rest = second.rest({ token })
    await rest.channels
      .get('mutable:room')
      .updateMessage({ serial: serials[0] ?? '', data: 'second' } as Ably.Message)
    expect((await rest.channels.get('mutable:room').history()).items.map(({ data }) => data)).toEqual([
      'second',
    ])
    expect((await rest.channels.get('room').presence.get()).items).toMatchObject([{ clientId: 'seat' }])
    await expect(second.rest({ key: some }).channels.get('room').publish('x', '')).rejects.toMatchObject({
      code: 40160,
    })
  })

  it('are dropped without provisioning', async () => {
    const file = await stateFile()
    const { server: first, all } = await startWithApp(file)
    await first.realtime.close()
    const second = await TestServer.start({ stateFile: file })
    await expect(second.rest({ key: all }).channels.get('room').history()).rejects.toMatchObject({
      code: 40400,
    })
  })
})

describe('the state file', () => {
  it('is readable by its owner only, and deleted once read', async () => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file })
    await first.realtime.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(path.dirname(file))).toEqual(['state'])
    await TestServer.start({ stateFile: file })
    expect(existsSync(file)).toBe(false)
  })

  it.each([
    ['of another kind', () => Buffer.from('nonsense')],
    ['that is truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['of another version', (bytes: Buffer) => replaced(bytes, 'version', 'Version')],
    ['that lacks something', (bytes: Buffer) => replaced(bytes, 'revisions', 'Revisions')],
  ])('%s is not used, and reported', async (_, spoil) => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file })
    await first.rest().channels.get('room').publish('lost', '')
    await first.realtime.close()
    writeFileSync(file, spoil(await readFile(file)))

    const warn = vi.fn()
    const second = await TestServer.start({ stateFile: file, logger: { info() {}, warn, error() {} } })
    expect(warn).toHaveBeenCalledOnce()
    expect(existsSync(file)).toBe(false)
    expect((await second.rest().channels.get('room').history()).items).toEqual([])
  })

  it('older than a day is not used', async () => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file })
    await first.rest().channels.get('room').publish('old', '')
    await first.realtime.close()
    const clock = { now: () => Date.now() + 25 * 60 * 60_000, later: () => () => {} }
    const second = await TestServer.start({ stateFile: file, clock, timings: { historyMs: Infinity } })
    expect((await second.rest().channels.get('room').history()).items).toEqual([])
  })

  it('is limited: the least recently used channels start anew', async () => {
    const file = await stateFile()
    const first = await TestServer.start({ stateFile: file, limits: { maxStateSize: 60_000 } })
    for (const name of ['a', 'b', 'c']) await first.rest().channels.get(name).publish('x', 'x'.repeat(25_000))
    await first.realtime.close()
    expect(statSync(file).size).toBeLessThan(60_000)
    const second = await TestServer.start({ stateFile: file })
    const kept = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await second.rest().channels.get(name).history()).items.length),
    )
    expect(kept).toEqual([0, 1, 1])
  })
})

describe('while a server stops', () => {
  it('no publish is acknowledged', async () => {
    const server = await TestServer.start({ timings: { closeGraceMs: 200 } })
    const closed = server.realtime.close()
    const response = await fetch(`${server.url}/channels/room/messages`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(server.key)}`, 'content-type': 'application/json' },
      body: '{"name":"late"}',
    })
    expect([response.status, response.headers.get('x-ably-errorcode')]).toEqual([503, '50003'])
    await closed
  })
})

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
}
