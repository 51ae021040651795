import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock'
import { AddressCounter } from './address-counter'

function counterOf(maxConnectionsPerAddress: number): AddressCounter {
  return new AddressCounter({ maxConnectionsPerAddress, maxConnectRatePerAddress: Infinity }, new FakeClock())
}

describe('sockets of one address', () => {
  it('are limited, and make room as they close', () => {
    const counter = counterOf(2)
    const leave = counter.enter('203.0.113.7')
    expect(counter.enter('203.0.113.7')).not.toBeNull()
    expect(counter.enter('203.0.113.7')).toBeNull()
    expect(counter.enter('203.0.113.8')).not.toBeNull()
    leave?.()
    expect(counter.enter('203.0.113.7')).not.toBeNull()
  })

  it.each([
    ['203.0.113.7', '::ffff:203.0.113.7'],
    ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff::9%eth0'],
    ['2001:db8::1', '2001:db8:0:0:5::'],
  ])('%s and %s count as one', (one, other) => {
    const counter = counterOf(1)
    expect(counter.enter(one)).not.toBeNull()
    expect(counter.enter(other)).toBeNull()
  })

  it('from two IPv6 /64s count as two', () => {
    const counter = counterOf(1)
    expect(counter.enter('2001:db8:1:2::1')).not.toBeNull()
    expect(counter.enter('2001:db8:1:3::1')).not.toBeNull()
  })

  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', '172.31.0.1', '192.168.1.1', 'fd00::1', 'fe80::1%eth0'])(
    '%s are not counted',
    (address) => {
      const counter = counterOf(0)
      expect(counter.enter(address)).not.toBeNull()
    },
  )

  it('from an unparsable address are counted like any other', () => {
    const counter = counterOf(1)
    expect(counter.enter('unknown')).not.toBeNull()
    expect(counter.enter('unknown')).toBeNull()
  })
})

describe('sockets that an address opens and drops', () => {
  const limits = { maxConnectionsPerAddress: Infinity, maxConnectRatePerAddress: 2 }
  const openAndDrop = (counter: AddressCounter, address: string) => {
    const leave = counter.enter(address)
    leave?.()
    return leave !== null
  }

  it('are limited by a rate, with a burst for simultaneous reconnects', () => {
    const clock = new FakeClock()
    const counter = new AddressCounter(limits, clock)
    const taken = Array.from({ length: 500 }, () => openAndDrop(counter, '203.0.113.7')).filter(Boolean)
    expect(taken).toHaveLength(200)
    expect(openAndDrop(counter, '203.0.113.8')).toBe(true)
    expect(openAndDrop(counter, '10.0.0.1')).toBe(true)
    clock.advance(1_000)
    expect(Array.from({ length: 3 }, () => openAndDrop(counter, '203.0.113.7'))).toEqual([true, true, false])
  })
})
