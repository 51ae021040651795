import { once } from 'node:events'
import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { fuzzRuns, fuzzTimeout } from '../testing/fuzz'
import { usedMemory } from '../testing/heap'
import { collect, TestServer, tokenFor } from './server'

const MiB = 1024 * 1024
const anything = fc.jsonValue({ maxDepth: 3 })
const text = fc.oneof(fc.string(), fc.constantFrom('room', '', '[?rewind=1]room', '[meta]x', '*', ':'))
const item = fc.dictionary(
  fc.constantFrom('id', 'name', 'data', 'encoding', 'extras', 'clientId', 'action', 'serial', '__proto__'),
  fc.oneof(text, anything, fc.nat(5)),
)
const frame = fc.record(
  {
    action: fc.oneof(fc.nat(22), anything),
    channel: fc.oneof({ weight: 5, arbitrary: text }, anything),
    msgSerial: fc.oneof({ weight: 5, arbitrary: fc.nat(50) }, anything),
    channelSerial: fc.oneof(text, anything),
    flags: fc.oneof(fc.integer(), anything),
    params: fc.oneof(fc.dictionary(fc.constantFrom('rewind', 'modes', 'x'), text), anything),
    messages: fc.oneof(fc.array(item), anything),
    presence: fc.oneof(fc.array(item), anything),
    auth: fc.oneof(fc.record({ accessToken: text }), anything),
  },
  { requiredKeys: ['action'] },
)
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
const sent = fc.oneof(
  { weight: 6, arbitrary: frame.map((fields) => ({ kind: 'frame' as const, fields })) },
  { weight: 1, arbitrary: bytes.map((noise) => ({ kind: 'noise' as const, noise })) },
  { weight: 1, arbitrary: bytes.map((noise) => ({ kind: 'below' as const, noise })) },
)
const visit = fc.record({
  format: fc.constantFrom('json' as const, 'msgpack' as const),
  byToken: fc.boolean(),
  sent: fc.array(sent, { maxLength: 20, size: 'max' }),
})

it(
  'no frame harms the server or another client',
  async () => {
    const error = vi.fn()
    const server = await TestServer.start({ logger: { info() {}, warn() {}, error } })
    const received = await collect(server.client().channels.get('canary'))
    const rest = server.rest()
    let sung = 0

    const property = fc.asyncProperty(visit, async ({ format, byToken, sent: all }) => {
      const token = tokenFor({ clientId: 'fuzz', capability: { '*': ['*'] } })
      const credentials: Record<string, string> = byToken ? { access_token: token } : { key: server.key }
      const query = new URLSearchParams({ v: '6', format, ...credentials })
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/?${query}`)
      socket.on('error', () => {})
      await once(socket, 'open')
      for (const one of all) {
        if (socket.readyState !== WebSocket.OPEN) break
        if (one.kind === 'frame')
          socket.send(format === 'json' ? JSON.stringify(one.fields) : encode(one.fields))
        else if (one.kind === 'noise') socket.send(one.noise)
        else (socket as unknown as { _socket: { write(noise: Uint8Array): void } })._socket.write(one.noise)
      }
      await rest.channels.get('canary').publish(String(sung++), '')
      socket.terminate()
      expect(error).not.toHaveBeenCalled()
    })
    const { numRuns, ...seed } = fuzzRuns(20)
    await fc.assert(property, { ...seed, numRuns })
    const before = await usedMemory()
    await fc.assert(property, { ...seed, numRuns })
    // Logs are limited, and everything else must be freed.
    expect((await usedMemory()) - before).toBeLessThan(10 * MiB)
    await vi.waitFor(() =>
      expect(received.map(({ name }) => name)).toEqual([...Array(sung).keys()].map(String)),
    )
  },
  fuzzTimeout(),
)
