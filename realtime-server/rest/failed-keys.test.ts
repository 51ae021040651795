import { expect, it } from 'vitest'
import { RealtimeError } from '../errors'
import { FakeClock } from '../testing/fake-clock'
import { FailedKeys } from './failed-keys'

const refusal = new RealtimeError('unauthorized', 'no such key')

it('limits an address after ten wrong keys, for the rest of a minute', () => {
  const clock = new FakeClock()
  const failedKeys = new FailedKeys(clock)
  const tries = (address: string, count: number) =>
    Array.from({ length: count }, () => failedKeys.count(address, refusal).statusCode)

  expect(tries('203.0.113.7', 11)).toEqual([...Array(10).fill(401), 429])
  expect(tries('::ffff:203.0.113.7', 1)).toEqual([429])
  expect(tries('203.0.113.8', 1)).toEqual([401])
  expect(tries('2001:db8::1', 10)).toEqual(Array(10).fill(401))
  expect(tries('2001:db8::2', 1)).toEqual([429])
  clock.advance(60_000)
  expect(tries('203.0.113.7', 1)).toEqual([401])
})

it('remembers a limited number of addresses', () => {
  const failedKeys = new FailedKeys(new FakeClock())
  for (let tries = 0; tries < 10; tries++) failedKeys.count('203.0.113.7', refusal)
  for (let other = 0; other < 10_000; other++) failedKeys.count(`10.0.${other >> 8}.${other & 255}`, refusal)
  expect(failedKeys.count('203.0.113.7', refusal).statusCode).toBe(401)
})
