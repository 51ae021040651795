import { expect, it } from 'vitest'
import { trackedEventDrafts } from '@/contract/sites/tracked-event'
import { eventData } from './event-data'

/** The event data for a page's value. Checks that the server accepts it. */
function accepted(given: unknown): unknown {
  const data = eventData(JSON.stringify(given))
  expect(trackedEventDrafts.safeParse({ events: [{ name: 'paid', data }] }).success).toBe(true)
  return data
}

it.each([
  [
    { plan: 'pro', cart: 3, isNew: false },
    { plan: 'pro', cart: 3, isNew: false },
  ],
  [{ when: new Date(0) }, { when: '1970-01-01T00:00:00.000Z' }],
  [
    { lamps: ['a', 'b'], of: { x: 1 } },
    { lamps: '["a","b"]', of: '{"x":1}' },
  ],
  [{ left: null, '': 1, is: undefined }, {}],
  [{ text: 'a\0\ud83d' }, { text: 'a\ufffd\ufffd' }],
  [7, { value: 7 }],
  [['a'], { value: '["a"]' }],
  [null, {}],
])('converts %j to %j', (given, converted) => {
  expect(accepted(given)).toEqual(converted)
})

it('truncates values that are too long and drops entries beyond the limits', () => {
  expect(accepted({ text: 'x'.repeat(10_000) })).toEqual({ text: 'x'.repeat(200) })
  expect(accepted({ ['k'.repeat(100)]: 1 })).toEqual({ ['k'.repeat(60)]: 1 })
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]))
  expect(Object.keys(accepted(many) as object)).toHaveLength(20)
  const long = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${index}`, '"'.repeat(200)]))
  expect(Object.keys(accepted(long) as object)).toEqual(['k0', 'k1'])
})
