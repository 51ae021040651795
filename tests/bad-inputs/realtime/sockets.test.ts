import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '@/tests/database'
import { type Case, casesOf, resolveCase, variantsOf } from '../catalogue'
import { Canary } from './canary'
import { type Expectation, expectOutcome } from './expectation'
import { type RealtimeFixtures, realtimeFixtures } from './fixtures'
import { Product } from './product'
import { type Entrance, Wire } from './wire'

type Sent = {
  text?: string
  hex?: string
  hexRepeat?: { hex: string; n: number }
  json?: Record<string, unknown>
  jsonCycle?: unknown[]
  repeat?: number
}
type Input = {
  connect?: Entrance
  send?: Sent[]
  frameHex?: string
  rawRequest?: string
}

/** Cases that need more than a list of frames, or that are proven elsewhere. Each has its own test below or there. */
const elsewhere: Record<string, string> = {
  'WSS-028': 'a storm of handshakes is bounded in realtime-server/conformance/bounds.test.ts',
  'WSS-029': 'slow consumers are cut in realtime-server/conformance/bounds.test.ts',
  'WSS-067':
    'members are counted per channel in realtime-server/conformance/presence.test.ts; our bound is 250',
  'WSF-020':
    'CONNECTED comes without waiting in every case here; silence in realtime-server/conformance/bounds.test.ts',
}
const own = ['WSS-070', 'WSS-073', 'WSS-074', 'WSF-019', 'WSF-022']

const cases = casesOf('gateway.ws', 'gateway.ws.frame')
const generic = cases.filter(({ id }) => !own.includes(id) && !(id in elsewhere))

let product: Product
let fixtures: RealtimeFixtures
let canary: Canary

beforeAll(async () => {
  await emptyDatabase()
  product = await Product.start()
  fixtures = await realtimeFixtures(product)
  const { visitorA, visitorB } = fixtures
  canary = await Canary.listen(product, [visitorA.channel, visitorA.typingChannel, visitorB.channel])
})

afterAll(async () => {
  canary.stop()
  await product.stop()
})

describe('the embedded realtime server', () => {
  it.each(generic.map((one) => [one.id, one.name, one] as const))('%s %s', async (_id, _name, one) => {
    const { make } = resolveCase(one, fixtures)
    for (const input of variantsOf(make()) as Input[]) await attempt(one, input)
  })

  it('WSS-070 stops delivering a channel that a new token does not grant', async () => {
    const wire = await connected()
    wire.send(JSON.stringify({ action: 10, channel: fixtures.visitorA.channel }))
    await wire.next(({ action }) => action === 11)
    for (const frame of framesOf(inputOf('WSS-070'))) wire.send(frame)
    await expectOutcome(wire, expectationOf('WSS-070'), canary)
    expect(wire.frames.filter(({ action }) => action === 15)).toEqual([])
  })

  it('WSS-073 limits a flood of publishes, and only its own connection', async () => {
    const wire = await connected()
    const { make } = resolveCase(caseOf('WSS-073'), fixtures)
    for (let copy = 0; copy < 120; copy++) wire.send(framesOf(make() as Input)[0] ?? '')
    // The first second's worth is accepted, so some messages arrive.
    const { effect: _, ...withoutEffect } = expectationOf('WSS-073')
    await expectOutcome(wire, withoutEffect, canary)
    await wire.next(({ action, msgSerial }) => action === 2 && msgSerial === 119)
    const answers = wire.frames.filter(({ action }) => action === 1 || action === 2)
    expect(answers.map(({ msgSerial }) => msgSerial)).toEqual(
      Array.from({ length: 120 }, (_, index) => index),
    )
  })

  it('WSS-074 disconnects a client that attaches and detaches a thousand times a second', async () => {
    const wire = await connected()
    const [sent] = inputOf('WSS-074').send ?? []
    const cycle = (sent?.jsonCycle ?? []).map((frame) => JSON.stringify(frame))
    for (let count = 0; count < (sent?.repeat ?? 0); count++) wire.send(cycle[count % cycle.length] ?? '')
    await expectOutcome(wire, expectationOf('WSS-074'), canary)
    expect(await wire.next(({ action }) => action === 6)).toMatchObject({ error: { code: 42910 } })
  })

  it('WSF-019 accepts a frame that arrives byte by byte', async () => {
    const wire = await connected()
    const text = Buffer.from('{"action":0}')
    // Masked with zeros, so that the bytes equal the text.
    for (const byte of Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text])) {
      wire.write(Buffer.from([byte]))
      await delay(2)
    }
    await expectOutcome(wire, expectationOf('WSF-019'), canary)
  })

  it('WSF-022 survives a reset in the middle of a frame', async () => {
    const wire = await connected()
    wire.write(Buffer.from('81fe01', 'hex'))
    wire.reset()
    await canary.sing()
  })

  it('opens no connection to an upgrade’s target', async () => {
    const metadata = createServer()
    metadata.listen(0, '127.0.0.1')
    await once(metadata, 'listening')
    let visits = 0
    metadata.on('connection', () => visits++)
    const target = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}/latest/meta-data/`
    const headers = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
    expect([0, 400, 404]).toContain(await statusOf(`GET ${target} HTTP/1.1\r\n${headers}\r\n`))
    expect(await statusOf(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toBe(400)
    expect(visits).toBe(0)
    metadata.close()
  })

  it('covers every case', () => {
    const known = [...generic.map(({ id }) => id), ...own, ...Object.keys(elsewhere)]
    expect(known.sort()).toEqual(cases.map(({ id }) => id).sort())
  })

  it('logged no token and no secret', () => {
    const log = product.logged.join('')
    const { visitorA, visitorB, keys = {} } = fixtures
    for (const secret of [visitorA.token, visitorB.token, visitorB.connectionKey, keys.right ?? ''])
      expect(log).not.toContain(secret)
    expect(log).not.toContain('"level":"error"')
  })
})

async function attempt(one: Case, input: Input): Promise<void> {
  const expected = one.expect as Expectation
  const startedAt = performance.now()
  const rawRequest = input.rawRequest ?? rawHandshake(input)
  if (rawRequest !== undefined) {
    const closed = expected.or === 'socket_closed' ? [0] : []
    expect([...(expected.http?.status ?? []), ...closed]).toContain(await statusOf(rawRequest))
    await canary.sing()
    return
  }
  const wire = await Wire.open(product.port, entranceOf(one, input))
  try {
    if (wire.refusal === null && (input.send || input.frameHex)) {
      await wire.next(({ action }) => action === 4)
      if (input.frameHex) wire.write(Buffer.from(input.frameHex, 'hex'))
      for (const frame of framesOf(input)) wire.send(frame)
    }
    await expectOutcome(wire, expected, canary)
    expect(performance.now() - startedAt, 'milliseconds').toBeLessThan(10_000)
  } finally {
    wire.end()
  }
}

/** A handshake with fields that a WebSocket client would set itself. */
function rawHandshake({ connect: { headers = {} } = {} }: Input): string | undefined {
  if (!Object.keys(headers).some((name) => name.startsWith('sec-websocket-'))) return undefined
  const all = {
    host: 'localhost',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET /?v=6 HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** Visitors use their token, unless the case has another. */
function entranceOf({ as }: Case, { connect: entrance = {} }: Input): Entrance {
  const { query = { v: '6' }, headers = {} } = entrance
  const hasCredentials = as !== 'visitorA' || 'accessToken' in query
  const credentials: Record<string, string> = hasCredentials ? {} : { access_token: fixtures.visitorA.token }
  return { query: { format: 'json', ...credentials, ...query }, headers }
}

function framesOf({ send = [] }: Input): (string | Buffer)[] {
  return send.map(({ text, hex, hexRepeat, json }) => {
    if (text !== undefined) return text
    if (hex !== undefined) return Buffer.from(hex, 'hex')
    if (hexRepeat !== undefined) return Buffer.from(hexRepeat.hex.repeat(hexRepeat.n), 'hex')
    return JSON.stringify(json)
  })
}

async function connected(): Promise<Wire> {
  const wire = await Wire.open(product.port, { query: { access_token: fixtures.visitorA.token } })
  await wire.next(({ action }) => action === 4)
  return wire
}

/** The response status for raw bytes; 0 when the socket is closed instead. */
async function statusOf(request: string): Promise<number> {
  const socket = connect(product.port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(request)
  const [answer] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [unknown]
  socket.destroy()
  return Number(/^HTTP\/1.1 (\d+)/.exec(String(answer))?.[1] ?? 0)
}

function caseOf(id: string): Case {
  const found = cases.find((one) => one.id === id)
  if (!found) throw new Error(`There is no case ${id}`)
  return found
}

function inputOf(id: string): Input {
  return resolveCase(caseOf(id), fixtures).make() as Input
}

function expectationOf(id: string): Expectation {
  return caseOf(id).expect as Expectation
}
