import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RealtimeError } from '../errors'
import { fuzzRuns, fuzzTimeout } from '../testing/fuzz'
import { decodeText } from './codec-json'
import { decodeBinary, encodeMsgpack } from './codec-msgpack'
import { readMessages } from './read-messages'
import { readMutation } from './read-mutation'
import { readPresence } from './read-presence'
import { MalformedMessageError } from './read-protocol-message'

const fieldNames = [
  'action',
  'channel',
  'channelSerial',
  'flags',
  'id',
  'msgSerial',
  'params',
  'messages',
  'presence',
]
const messageNames = [
  'id',
  'name',
  'data',
  'encoding',
  'extras',
  'clientId',
  'connectionKey',
  'action',
  'serial',
  'version',
]

/** Values that a hostile client may send, including deep ones and prototype keys. */
const value = fc.anything({
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', ...messageNames),
  ),
  withNullPrototype: true,
  withTypedArray: false,
  maxDepth: 4,
})
const frame = fc.dictionary(
  fc.constantFrom('__proto__', ...fieldNames),
  fc.oneof(value, fc.nat(25), fc.string()),
)
const messages = fc.oneof(
  value,
  fc.array(
    fc.dictionary(
      fc.constantFrom('__proto__', ...messageNames),
      fc.oneof(value, fc.string(), fc.uint8Array()),
    ),
  ),
)

describe('any bytes', () => {
  const isTotal = (decode: () => unknown) => {
    try {
      decode()
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedMessageError)
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }

  it.each([
    ['any text', fc.string({ unit: 'binary' }).map((text) => () => decodeText(text))],
    ['any JSON', fc.json({ maxDepth: 8 }).map((text) => () => decodeText(text))],
    ['any frame', frame.map((fields) => () => decodeText(JSON.stringify(fields, plain)))],
    ['any bytes', fc.uint8Array({ maxLength: 300 }).map((bytes) => () => decodeBinary(bytes))],
    [
      'a frame cut off',
      fc.tuple(frame, fc.nat(200)).map(
        ([fields, length]) =>
          () =>
            decodeBinary(packed(fields).subarray(0, length)),
      ),
    ],
    [
      'a frame with one byte changed',
      fc.tuple(frame, fc.nat(), fc.nat(255)).map(([fields, at, byte]) => () => {
        const bytes = packed(fields)
        bytes[at % bytes.length] = byte
        return decodeBinary(bytes)
      }),
    ],
    ['deep nesting', fc.nat(50_000).map((depth) => () => decodeText('['.repeat(depth)))],
    ['deep nesting in msgpack', fc.nat(5_000).map((depth) => () => decodeBinary(Buffer.alloc(depth, 0x91)))],
    [
      'a claim of gigabytes',
      fc
        .constantFrom(0xdb, 0xdd, 0xdf, 0xc6, 0xc9)
        .map((type) => () => decodeBinary(Buffer.of(type, 255, 255, 255, 255))),
    ],
  ] as [string, fc.Arbitrary<() => unknown>][])(
    'with %s are a frame or malformed',
    (_, arbitrary) => {
      fc.assert(fc.property(arbitrary, isTotal), fuzzRuns(200))
    },
    fuzzTimeout(),
  )
})

describe('any content of a frame', () => {
  it.each([
    ['messages', (input: unknown) => readMessages(input, 65_536)],
    ['presence', (input: unknown) => readPresence(input, 65_536)],
    ['a message change', (input: unknown) => readMutation(input, 65_536)],
  ] as const)(
    'as %s is read or refused',
    (_, read) => {
      fc.assert(
        fc.property(messages, (input) => {
          try {
            read(input)
          } catch (error) {
            expect(error).toBeInstanceOf(RealtimeError)
          }
        }),
        fuzzRuns(300),
      )
    },
    fuzzTimeout(),
  )
})

function packed(fields: object): Uint8Array {
  return encodeMsgpack(JSON.parse(JSON.stringify(fields, plain) ?? '{}')).slice()
}

/** JSON has no big integers. */
function plain(_key: string, entry: unknown): unknown {
  return typeof entry === 'bigint' ? Number(entry) : entry
}
