import { describe, expect, it } from 'vitest'
import { hostOf, languageName, localTime, pageName } from './visitor-facts'

const noon = new Date('2026-11-24T12:00:00Z')

describe('localTime', () => {
  it('returns the time and the place of a zone', () => {
    expect(localTime(noon, 'America/New_York', 'en-GB')).toEqual({ clock: '7:00', place: 'New York' })
    expect(localTime(noon, 'America/Argentina/Buenos_Aires', 'en-GB')?.place).toBe('Buenos Aires')
  })

  it.each([null, undefined, '', 'Mars/Olympus_Mons', '../etc'])('returns null for %j', (zone) => {
    expect(localTime(noon, zone)).toBeNull()
  })
})

describe('languageName', () => {
  it('names a language', () => expect(languageName('pt-BR', 'en')).toBe('Brazilian Portuguese'))
  it('returns invalid codes unchanged', () => expect(languageName('-', 'en')).toBe('-'))
})

it('parses addresses, and tolerates invalid ones', () => {
  expect(hostOf('https://www.google.com/search')).toBe('www.google.com')
  expect(hostOf(null)).toBeNull()
})

it('uses the path alone only for our own hosts', () => {
  const page = 'https://shop.example/orders/9913?from=mail'
  expect(pageName(page, ['shop.example'])).toBe('/orders/9913')
  expect(pageName(page, ['shop.example:8443'])).toBe('shop.example/orders/9913')
  expect(pageName(page, [])).toBe('shop.example/orders/9913')
  expect(pageName('https://shop.example@evil.example/orders', ['shop.example'])).toBe('evil.example/orders')
  expect(pageName('https://аррӏе.com/login', ['shop.example'])).toMatch(/^xn--.+\/login$/)
  expect(pageName('nonsense', [])).toBeNull()
  expect(pageName(null, [])).toBeNull()
})
