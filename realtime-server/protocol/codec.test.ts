import { describe, expect, it } from 'vitest'
import { fastest } from '@/tests/fastest'
import { Action } from './actions'
import { decodeText, encodeText } from './codec-json'
import { decodeBinary, decodeMsgpack, encodeBinary, encodeMsgpack } from './codec-msgpack'
import type { Message } from './protocol-message'
import { MalformedMessageError } from './read-protocol-message'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

const bytes: Message = {
  id: 'c:0:0',
  data: hex('00ff'),
  encoding: 'cipher+aes-256-cbc',
  timestamp: 1,
  serial: 's',
  version: { serial: 's', timestamp: 1 },
  action: 0,
}

describe('text frames', () => {
  it('are read', () => {
    const frame = '{"action":10,"channel":"room","flags":65536,"params":{"rewind":1,"none":null},"extra":1}'
    expect(decodeText(frame)).toMatchObject({
      action: Action.attach,
      channel: 'room',
      flags: 65_536,
      params: new Map([['rewind', '1']]),
    })
  })

  it('treat null as absent', () => {
    expect(decodeText('{"action":10,"channelSerial":null,"flags":null}')).toEqual({
      action: 10,
      flags: 0,
      params: new Map(),
    })
  })

  it('carry bytes as base64, as the outermost step', () => {
    const { messages } = JSON.parse(String(encodeText({ action: 15, messages: [bytes] })))
    expect(messages[0]).toMatchObject({ data: 'AP8=', encoding: 'cipher+aes-256-cbc/base64' })
  })

  it.each([
    '',
    'null',
    '[]',
    '"x"',
    '{}',
    '{"action":"10"}',
    '{"action":-1}',
    '{"action":1.5}',
    '{"action":1e400}',
  ])('are refused: %j', (frame) => {
    expect(() => decodeText(frame)).toThrow(MalformedMessageError)
  })

  it.each([
    '"channel":7',
    '"msgSerial":-1',
    '"msgSerial":9007199254740992',
    '"flags":"1"',
    '"params":[]',
    '"id":{}',
  ])('are refused with %s', (field) => {
    expect(() => decodeText(`{"action":15,${field}}`)).toThrow(MalformedMessageError)
  })

  it('cannot reach a prototype', () => {
    expect(
      decodeText('{"action":10,"params":{"__proto__":"x"},"__proto__":{"admin":true}}').params.size,
    ).toBe(1)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('binary frames', () => {
  it('are read', () => {
    // {"action": 15, "msgSerial": 1}
    expect(decodeBinary(hex('82 a6616374696f6e 0f a96d736753657269616c 01'))).toMatchObject({
      action: 15,
      msgSerial: 1,
    })
  })

  it('treat the SDK’s undefined as absent', () => {
    // {"action": 0, "channel": ext type 0}
    expect(decodeBinary(hex('82 a6616374696f6e 00 a76368616e6e656c c70000')).channel).toBeUndefined()
  })

  it('are written byte by byte', () => {
    expect(Buffer.from(encodeBinary({ action: 1, msgSerial: 0 })).toString('hex')).toBe(
      hex('82 a6616374696f6e 01 a96d736753657269616c 00').toString('hex'),
    )
  })

  it('carry bytes as bytes', () => {
    expect(Buffer.from(encodeBinary({ action: 15, messages: [bytes] })).toString('hex')).toContain('c40200ff')
  })

  it.each([
    ['nothing', ''],
    ['a string of 4 GiB', 'dbffffffff'],
    ['a list of 4 Gi', 'ddffffffff'],
    ['a truncated extension', 'c7ff01'],
    ['ten thousand lists', '91'.repeat(10_000)],
    ['a key that is a number', '82a6616374696f6e00 01 00'],
    ['more than one value', '81a6616374696f6e0000'],
    ['a key of __proto__', '82a6616374696f6e00a95f5f70726f746f5f5f80'],
    ['no map', 'c0'],
    ['an extension as action', '81a6616374696f6ed40501'],
  ])('are refused: %s', (_, frame) => {
    expect(() => decodeBinary(hex(frame))).toThrow(MalformedMessageError)
  })
})

describe('bytes that claim more than they hold', () => {
  const SIZE = 72 * 1024
  const filled = (header: string, filling: string) =>
    Buffer.concat([hex(header), Buffer.alloc(SIZE - hex(header).length, hex(filling))])
  const claimed = [
    ['lists of all bytes in each other', filled('dd00011fff'.repeat(500), 'c0')],
    ['lists of 65,535 in each other', filled('', 'dcffff')],
    ['lists of one in each other', filled('', '91')],
    ['maps of one in each other', filled('', '81a161')],
    ['maps of 65,535 in each other', filled('', 'deffffa161')],
    ['maps in lists in maps', filled('', '91deffffa161')],
    ['empty maps', filled('dd00011ff0', '80')],
    ['empty lists', filled('dd00011ff0', '90')],
    ['empty bytes', filled('dd00008ff0', 'c400')],
    ['empty extensions', filled('dd00005ff0', 'c70005')],
    ['extensions of one byte', filled('dd00005ff0', 'd40500')],
    ['keys that make holes', filled('dd00002ff0', '81a431303233c0')],
    ['a text of more than there is', filled('92db00020000', 'c0')],
    ['bytes of more than there is', filled('92c600020000', 'c0')],
    ['an extension of more than there is', filled('92c90002000005', 'c0')],
    ['a list in a full one', filled('92dd00011ff0dd00011ff0', 'c0')],
  ] as const
  const honest = encodeBinary({
    action: 15,
    messages: Array.from({ length: 700 }, (_, index) => ({ ...bytes, id: `c:0:${index}` })),
  })

  it.each(claimed)('%s are refused, at less cost than a legitimate frame', (_, frame) => {
    expect(() => decodeBinary(frame)).toThrow(MalformedMessageError)
    const refusal = fastest(() => expect(() => decodeMsgpack(frame)).toThrow())
    expect(refusal).toBeLessThan(10 * fastest(() => decodeMsgpack(honest)))
  })

  it('are distinguished from legitimate ones, however many parts these have', () => {
    expect(decodeMsgpack(honest)).toMatchObject({ messages: { length: 700 } })
    const counts = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [String(index), index]))
    expect(decodeMsgpack(encodeMsgpack(counts))).toEqual(counts)
    expect(decodeMsgpack(encodeMsgpack(['', {}, [], 1.5, -1, 2 ** 40, null]))).toHaveLength(7)
  })
})
