import { describe, expect, it } from 'vitest'
import { REQUEST_LANGUAGE } from '@/contract/agent-language'
import { formatAge, formatDay, formatExactTime, formatTime, startOfDay } from './format-time'

const now = new Date(2026, 10, 24, 12, 0)

describe('a day’s heading', () => {
  it.each([
    [new Date(2026, 10, 24, 0, 0), 'Today'],
    [new Date(2026, 10, 23, 23, 59), 'Yesterday'],
    [new Date(2026, 10, 20, 12, 0), 'Friday'],
    [new Date(2026, 10, 18, 12, 0), 'Wednesday'],
    [new Date(2026, 10, 17, 12, 0), '17 November'],
    [new Date(2025, 10, 17, 12, 0), '17 November 2025'],
  ])('for %s is %s', (date, heading) => {
    expect(formatDay(date, now, 'en-GB')).toBe(heading)
  })

  // Tries WGT-028.
  it('of a future day is its date', () => {
    expect(formatDay(new Date(2026, 10, 26, 12, 0), now, 'en-GB')).toBe('26 November')
  })
})

describe('an age', () => {
  it.each([
    [30_000, 'now'],
    [-5_000, 'now'],
    [5 * 60_000, '5m'],
    [59 * 60_000, '59m'],
    [3 * 60 * 60_000, '3h'],
    [2 * 24 * 60 * 60_000, '2d'],
    [8 * 24 * 60 * 60_000, '16 Nov'],
  ])('of %i ms is %s', (age, text) => {
    expect(formatAge(new Date(now.getTime() - age), now, 'en-GB')).toBe(text)
  })
})

it('is German for agents who read German', () => {
  Reflect.set(globalThis, REQUEST_LANGUAGE, () => 'de')
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * 60_000)
  expect([0, 5, 3 * 60, 9 * 24 * 60].map((ago) => formatAge(at(ago), now))).toEqual([
    'jetzt',
    '5 Min.',
    expect.stringMatching(/^3\s?(h|Std\.)$/),
    '15. Nov.',
  ])
  expect(formatDay(at(24 * 60), now)).toBe('Gestern')
  expect(formatTime(at(0))).toBe('12:00')
  expect(formatExactTime(at(0))).toBe('Dienstag, 24. November 2026 um 12:00:00')
  Reflect.deleteProperty(globalThis, REQUEST_LANGUAGE)
})

it('writes times in the reader’s format', () => {
  const date = new Date(2026, 10, 24, 15, 4, 5)
  expect(formatTime(date, 'de')).toBe('15:04')
  expect(formatTime(date, 'en-US')).toMatch(/^3:04\sPM$/)
  expect(formatExactTime(date, 'en-GB')).toMatch(/Tuesday.*24 November 2026.*15:04:05/)
})

it('finds the start of a day', () => {
  expect(startOfDay(new Date(2026, 10, 24, 23, 59))).toBe(startOfDay(new Date(2026, 10, 24, 0, 0)))
})
