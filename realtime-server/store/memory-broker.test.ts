import { describe, expect, it } from 'vitest'
import type { Message } from '../protocol/protocol-message'
import { messageSerial } from '../protocol/serial'
import { FakeClock } from '../testing/fake-clock'
import type { Draft, Place } from './broker'
import { MemoryBroker } from './memory-broker'
import { SharedBound } from './shared-bound'

function setUp(retention = {}, bound = new SharedBound(Number.POSITIVE_INFINITY), clock = new FakeClock()) {
  const limits = { historyMs: 120_000, maxHistoryEntries: 100, maxHistorySize: 1_000, ...retention }
  return { clock, broker: new MemoryBroker(() => limits, clock, bound) }
}

const draft = (publishId?: string, size = 1): Draft => ({
  size,
  ...(publishId !== undefined && { publishId }),
  toEntry: (place) => ({ ...place, kind: 'message', messages: [] }),
})

describe('history', () => {
  const message = (serial: string, versionSerial: string) =>
    ({ serial, version: { serial: versionSerial }, id: versionSerial }) as Message

  it('omits changes whose message is no longer kept', () => {
    const { broker } = setUp({ maxHistoryEntries: 1 })
    const serials: string[] = []
    broker.append('room', {
      size: 1,
      toEntry: (place) => {
        const serial = messageSerial(place.channelSerial, 0)
        serials.push(serial)
        return { ...place, kind: 'message', messages: [message(serial, serial)] }
      },
    })
    const [serial = ''] = serials
    const change = (place: Place) => message(serial, messageSerial(place.channelSerial, 0))
    broker.append('room', {
      size: 1,
      toEntry: (place) => ({ ...place, kind: 'message', messages: [change(place)] }),
      revision: change,
    })
    expect(broker.entries('room')).toHaveLength(1)
    expect(broker.history('room')).toEqual([])
    expect(broker.versions('room', serial)).toEqual([])
  })
})

describe('all logs together', () => {
  it('are limited: the least recently written to are emptied first, and lose continuity', () => {
    const bound = new SharedBound(100)
    const { broker, clock } = setUp({}, bound)
    const { broker: other } = setUp({}, bound, clock)
    const serials = ['a', 'b', 'c', 'd'].map((channel) => {
      clock.advance(1)
      return broker.append(channel, draft('id', 25)).channelSerial
    })
    clock.advance(1)
    const [before = ''] = [broker.head('a')]
    broker.append('a', draft('again', 25))

    expect(broker.entries('b')).toEqual([])
    expect(broker.find('b', 'id')).toBeUndefined()
    expect(['a', 'c', 'd'].map((channel) => broker.entries(channel).length)).toEqual([2, 0, 1])
    expect(broker.after('a', before)).toHaveLength(1)
    expect(broker.after('b', serials[1] ?? '')).toEqual([])
    const missed = broker.append('b', draft('new', 25))
    expect(broker.after('b', serials[1] ?? '')).toEqual([missed])

    clock.advance(1)
    other.append('x', draft('big', 100))
    expect(broker.after('b', serials[1] ?? '')).toBeNull()
  })

  it('regain the space of a forgotten log or a deleted app', () => {
    const bound = new SharedBound(100)
    const { broker } = setUp({}, bound)
    const { broker: other } = setUp({}, bound)
    for (const forget of [() => other.forget('x'), () => other.clear()]) {
      other.append('x', draft(undefined, 60))
      forget()
      broker.append('room', draft(undefined, 20))
    }
    broker.append('room', draft(undefined, 60))
    expect(broker.entries('room')).toHaveLength(3)
  })
})

describe('a log', () => {
  it('is continuous from each of its serials', () => {
    const { broker } = setUp()
    const start = broker.head('room')
    const [a, b] = [broker.append('room', draft()), broker.append('room', draft())]
    expect(broker.after('room', start)).toEqual([a, b])
    expect(broker.after('room', a.channelSerial)).toEqual([b])
    expect(broker.after('room', b.channelSerial)).toEqual([])
    expect(broker.before('room', a)).toBe(start)
    expect(broker.before('room', b)).toBe(a.channelSerial)
  })

  it('refuses serials of another channel, from the future, or invalid ones', () => {
    const { broker, clock } = setUp()
    const first = broker.append('room', draft()).channelSerial
    broker.append('room', draft())
    const head = broker.head('room')
    expect(broker.after('room', first.replace(/@.*/, '@zzzzzzzz'))).toBeNull()
    expect(broker.after('room', broker.append('other', draft()).channelSerial)).toBeNull()
    expect(
      broker.after('room', head.replace(/^\d{14}/, String(clock.now() + 9).padStart(14, '0'))),
    ).toBeNull()
    expect(broker.after('room', 'zzz@0:0')).toBeNull()
    expect(broker.after('deferred of', head)).toBeNull()
  })

  it.each([
    ['time', { historyMs: 1_000 }, 1_001],
    ['count', { maxHistoryEntries: 1 }, 0],
    ['size', { maxHistorySize: 15 }, 0],
  ])('is limited by %s, and knows from where it is continuous', (_, retention, wait) => {
    const { broker, clock } = setUp(retention)
    const start = broker.head('room')
    const a = broker.append('room', draft('a', 10))
    clock.advance(wait)
    const b = broker.append('room', draft('b', 10))
    expect(broker.entries('room')).toEqual([b])
    expect(broker.after('room', start)).toBeNull()
    expect(broker.after('room', a.channelSerial)).toEqual([b])
    expect(broker.find('room', 'a')).toBeUndefined()
    expect(broker.find('room', 'b')).toBe(b)
  })

  it('starts a new series once forgotten', () => {
    const { broker } = setUp()
    const { channelSerial } = broker.append('room', draft())
    broker.forget('room')
    expect(broker.after('room', channelSerial)).toBeNull()
    broker.head('room')
    expect(broker.after('room', channelSerial)).toBeNull()
  })
})
