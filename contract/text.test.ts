import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { content, email, pageUrl, personName } from './fields'
import { cleanContent, isStorable, isVisible } from './text'

describe('content', () => {
  it('keeps accepted text except controls and surrounding space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const result = content.safeParse(text)
        if (result.success) expect(result.data).toBe(cleanContent(text))
        else expect(isStorable(text) && isVisible(cleanContent(text))).toBe(false)
      }),
    )
  })

  it.each([' ', '\u200b\u200d', '\u0301', '\u202e\u2066', '\u3164', '\u0007'])(
    'refuses %j, which is invisible',
    (text) => {
      expect(content.safeParse(text).success).toBe(false)
    },
  )

  it.each(['👩‍👩‍👧', 'שלום \u200fabc', 'e\u0301', 'a\tb\nc', '\ue000', '\u{10ffff}'])(
    'keeps %j unchanged',
    (text) => {
      expect(content.parse(text)).toBe(text)
    },
  )

  it('counts code points, not UTF-16 units', () => {
    expect(content.safeParse('𝔸'.repeat(4_000)).success).toBe(true)
    expect(content.safeParse('𝔸'.repeat(4_001)).success).toBe(false)
  })
})

describe('personName', () => {
  it.each([
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['A\r\nBcc: victim@example.com', 'A Bcc: victim@example.com'],
    ['S\u200bpam', 'Spam'],
    ['\u202eecilA', 'ecilA'],
    ['Ada ✅✔️', 'Ada'],
  ])('stores %j as %j', (given, stored) => {
    expect(personName.parse(given)).toBe(stored)
  })
})

describe('email', () => {
  it.each([`${'a'.repeat(10_000)}@b.co`, `${'a.'.repeat(30_000)}@`, 'nobody', 'a@b', ''])(
    'refuses an invalid address, however long',
    (text) => {
      expect(email.safeParse(text).success).toBe(false)
    },
  )
})

describe('pageUrl', () => {
  it('drops query and fragment', () => {
    expect(pageUrl.parse('https://shop.example/a?token=1#b')).toBe('https://shop.example/a')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'shop.example', `https://x/${'a'.repeat(100_000)}`])(
    'refuses %s',
    (text) => {
      expect(pageUrl.safeParse(text).success).toBe(false)
    },
  )
})
