import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkify } from './linkify'

describe('linkify', () => {
  it('loses and adds nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(
          linkify(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it.each([
    ['see https://porchlight.test/a?b=c#d.', 'https://porchlight.test/a?b=c#d'],
    ['porchlight.com/help', 'https://porchlight.com/help'],
    ['write to ada@example.com, please', 'mailto:ada@example.com'],
    ['in https://münchen.example/straße', 'https://münchen.example/straße'],
    ['http://example.com/אבג?x=1', 'http://example.com/אבג?x=1'],
    ['call tel:+4930123456', 'tel:+4930123456'],
  ])('finds the link in %j', (text, href) => {
    expect(hrefs(text)).toEqual([href])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'file:///etc/passwd',
    'ftp://host.example/file',
    'blob:https-nothing',
    '<script>alert(1)</script>',
    'https://аррӏе.com/login',
    'https://gооgle.com',
    'ada@exаmple.com',
  ])('makes no link of %j', (text) => {
    expect(hrefs(text)).toEqual([])
  })

  // A pattern that goes back over the text again and again would not come to an end within the test's time limit.
  it.each(['http://a.', 'a.', 'a@', 'a. ', 'tel:', 'tel:+1-'])(
    'comes to an end with nothing but %j',
    (beginning) => {
      const text = beginning.repeat(4_000 / beginning.length)
      expect(hrefs(text).join('').length).toBeLessThanOrEqual(2 * text.length)
    },
  )
})

function hrefs(text: string): string[] {
  return linkify(text).flatMap(({ href }) => href ?? [])
}
