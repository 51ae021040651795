import { encode } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { KEY, TestServer, tokenFor } from '@/realtime-server/conformance/server'
import { Action } from '@/realtime-server/protocol/actions'
import { routes } from '@/realtime-server/rest/router'
import { openWith, type Sending, sendFrames } from './frames'
import { worstHeaders, worstJson, worstMsgpack, worstNames, worstQueries } from './inputs'
import { excess, expectNoStandstill } from './no-standstill'
import type { Sent } from './send'
import { heldMemory } from './standstill'

const KiB = 1024
const MiB = KiB * KiB
const TIMEOUT_MS = 60_000

/** As many requests as a test needs, instead of a visitor's few a second: this measures the cost of one. */
const limits = {
  maxInboundRate: Infinity,
  maxFrameRate: Infinity,
  maxAttachRate: Infinity,
  maxConnectRate: Infinity,
}
const VISITORS = { name: 'conf01.visitors', secret: 'of-visitors', tokenLimits: { maxMessageSize: 256 } }
const visitorsToken = () =>
  tokenFor({ clientId: 'v:1', capability: { 'live:1': ['presence', 'publish', 'subscribe'] } }, VISITORS)

const start = () => TestServer.start({ keys: [KEY, VISITORS], limits })

/** Every method of each path, from the code, and the start of long polling. */
const handled: [method: string, path: string][] = [
  ...routes.flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [string, string] => [method, path]),
  ),
  ['GET', '/comet/connect'],
]

describe.each(handled)('%s %s', (method, path) => {
  it(
    'never blocks the event loop',
    async () => {
      const { port } = await start()
      const target = path
        .replace('/keys/:name', `/keys/${VISITORS.name}`)
        .replace(':name', 'live:1')
        .replace(':serial', '0-0@x:000')
      const body = method === 'GET' ? {} : { body: Buffer.from('{}') }
      const headers = { authorization: `Bearer ${btoa(visitorsToken())}`, ...json }
      const honest: Sent = { method, path: target, headers, ...body }
      const inputs = [
        ...each(worstHeaders, (more) => ({ ...honest, headers: { ...headers, ...more } })),
        ...each(worstQueries, (query) => ({ ...honest, path: `${target}${query}` })),
        ...(path.includes(':')
          ? each(worstNames, (name) => ({ ...honest, path: path.replace(/:\w+/, name) }))
          : []),
        ...(method === 'GET' ? [] : bodiesFor(honest)),
      ]
      await expectNoStandstill(port, honest, inputs)
    },
    TIMEOUT_MS,
  )
})

const read = { json: worstJson(60 * KiB), msgpack: worstMsgpack(60 * KiB) }
const tooMuch = { json: some(worstJson(2 * MiB)), msgpack: some(worstMsgpack(2 * MiB)) }
/** How much of a token request is read before any credentials, in bytes. */
const ofStranger = worstJson(7 * KiB)

/** Bodies that are read, and some that are not because they are too long. */
function bodiesFor(honest: Sent): [string, Sent][] {
  const { authorization: _, ...stranger } = honest.headers ?? {}
  const packed = { ...honest, headers: { ...honest.headers, ...msgpack } }
  return [
    ...each(read.json, (body) => ({ ...honest, body })),
    ...each(read.msgpack, (body) => ({ ...packed, body })),
    ...each(tooMuch.msgpack, (body) => ({ ...packed, body })),
    ...each(tooMuch.json, (body) => ({ ...honest, headers: stranger, body })),
    ...each(tooMuch.msgpack, (body) => ({ ...honest, headers: { ...stranger, ...msgpack }, body })),
    ...(honest.path.startsWith('/keys/')
      ? each(ofStranger, (body) => ({ ...honest, headers: stranger, body }))
      : []),
  ]
}

const json = { 'content-type': 'application/json' }
const msgpack = { 'content-type': 'application/x-msgpack' }

function each<T>(inputs: Record<string, T>, request: (input: T) => Sent): [string, Sent][] {
  return Object.entries(inputs).map(([name, input]) => [name, request(input)])
}

function some<T>(inputs: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(inputs).slice(0, 5))
}

describe('POST /comet/:key/send', () => {
  it(
    'never blocks the event loop',
    async () => {
      const { port } = await start()
      const query = `v=6&access_token=${visitorsToken()}`
      for (const [name, body] of Object.entries(worstJson(60 * KiB))) {
        const connected = await fetch(`http://127.0.0.1:${port}/comet/connect?${query}`)
        const [{ connectionDetails }] = await connected.json()
        const path = `/comet/${encodeURIComponent(connectionDetails.connectionKey)}/send?${query}`
        await expectNoStandstill(port, { method: 'GET', path: '/time' }, [
          [name, { method: 'POST', path, headers: json, body }],
        ])
      }
    },
    TIMEOUT_MS,
  )
})

describe('a frame', () => {
  const actions = Object.entries(Action)

  /** What a frame of any action may carry, at its worst. */
  function framesOf(action: number): [string, string | Buffer][] {
    const size = 68 * KiB
    const plain = { action, channel: 'live:1', msgSerial: 0 }
    const fields = {
      'a channel of dots': { channel: '.'.repeat(size) },
      'a long qualifier': { channel: `[?${'rewind=1&'.repeat(size / 12)}]live:1` },
      'a rewind of digits': { params: { rewind: '9'.repeat(size) } },
      'endless modes': { params: { modes: 'PUBLISH,'.repeat(size / 10) } },
      'a thousand params': {
        params: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`p${index}`, 1])),
      },
      'an invalid serial': { channelSerial: '0'.repeat(size) },
      'an invalid auth': { auth: { accessToken: `${'e'.repeat(size / 2)}.e.e` } },
      'an auth of dots': { auth: { accessToken: '.'.repeat(size) } },
      'an auth with a deep header': { auth: { accessToken: `${btoa('['.repeat(size / 2))}.e30.AAAA` } },
      'many messages': { messages: Array.from({ length: size / 3 }, () => 0), presence: [], annotations: [] },
      'empty messages': { messages: Array.from({ length: 900 }, () => ({})) },
      'empty presence messages': {
        presence: Array.from({ length: 900 }, () => ({ action: 2, clientId: 'v:1' })),
      },
      'empty annotations': {
        annotations: Array.from({ length: 900 }, () => ({ type: `${'a'.repeat(50)}:`, messageSerial: 'x' })),
      },
      'a message with a long id': { messages: [{ id: 'i'.repeat(size) }] },
      'an encoding of a thousand parts': { messages: [{ data: 'x', encoding: 'json/'.repeat(size / 6) }] },
      'invalid base64': { messages: [{ data: `${'A'.repeat(size - 10)}!`, encoding: 'base64' }] },
      'a type of colons': { annotations: [{ type: 'a'.repeat(size - 10), messageSerial: 'x' }] },
      'a change of all fields': {
        messages: [
          { action: 1, serial: '0'.repeat(size / 2), version: { metadata: { a: 'x'.repeat(size / 3) } } },
        ],
      },
      'deeply nested extras': { messages: [{ extras: nested(1_000) }] },
    }
    return Object.entries(fields).map(([name, more]) => [name, JSON.stringify({ ...plain, ...more })])
  }

  it.each(actions)(
    'of action %s never blocks the event loop',
    async (_, action) => {
      const { port } = await start()
      const inputs = framesOf(action).flatMap(([name, text]): [string, Sending][] => {
        const packed = Buffer.from(encode(JSON.parse(String(text)), { maxDepth: 10_000 }))
        return [
          [`${name}, JSON`, { format: 'json', frames: [text] }],
          [`${name}, msgpack`, { format: 'msgpack', frames: [packed] }],
        ]
      })
      await expectNoStandstillOfFrames(port, inputs)
    },
    TIMEOUT_MS,
  )

  it(
    'of anything never blocks the event loop',
    async () => {
      const { port } = await start()
      const size = 71 * KiB
      await expectNoStandstillOfFrames(port, [
        ...Object.entries(worstJson(size)).map(([name, bytes]): [string, Sending] => [
          name,
          { format: 'json', frames: [String(bytes)] },
        ]),
        ...Object.entries(worstMsgpack(size)).map(([name, bytes]): [string, Sending] => [
          name,
          { format: 'msgpack', frames: [bytes] },
        ]),
      ])
    },
    TIMEOUT_MS,
  )

  it(
    'after another takes no more memory than its size',
    async () => {
      const { port } = await start()
      const token = visitorsToken()
      const frames = Object.values(worstMsgpack(71 * KiB))
      const held = await heldMemory(async () => {
        const sockets = await Promise.all(
          frames.map((frame) => openWith(port, { format: 'msgpack', frames: [frame] }, token)),
        )
        return () => {
          for (const socket of sockets) socket.terminate()
        }
      })
      expect(held).toBeLessThan(MiB + 32 * frames.length * 71 * KiB)
    },
    TIMEOUT_MS,
  )
})

async function expectNoStandstillOfFrames(port: number, inputs: readonly [string, Sending][]): Promise<void> {
  const token = visitorsToken()
  const tooLong: string[] = []
  for (const [name, sending] of inputs) {
    const standstillMs = await excess(async () => sendFrames(port, sending, token))
    if (standstillMs > 0) tooLong.push(`${name}: ${standstillMs.toFixed(0)} ms`)
  }
  expect(tooLong).toEqual([])
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { a: value }
  return value
}
