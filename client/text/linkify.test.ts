import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkify } from './linkify'

describe('linkify', () => {
  it('preserves the text', () => {
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
    ['www.b.test', 'https://www.b.test'],
    ['siehe WWW.B.test/x.', 'https://WWW.B.test/x'],
    ['write x@y.test, please', 'mailto:x@y.test'],
    ['<ada.b+c@help.y.test>', 'mailto:ada.b+c@help.y.test'],
    ['write to ada+orders@example.com.', 'mailto:ada+orders@example.com'],
    ["o'neil@example.co.uk", "mailto:o'neil@example.co.uk"],
    ['mailto:ada+orders@example.com', 'mailto:ada+orders@example.com'],
    ['ada+orders@example.comです', 'mailto:ada+orders@example.com'],
    // Invisible characters, which come along when text is copied.
    ['https://example.com/a\u200b', 'https://example.com/a'],
    ['\u2068https://example.com/a\u2069', 'https://example.com/a'],
    ['\ufeffada@example.com\u200e', 'mailto:ada@example.com'],
    ['https://example.com/\u202egnp.exe', 'https://example.com/'],
    ['https://fa.wikipedia.org/wiki/می\u200cخواهم', 'https://fa.wikipedia.org/wiki/می\u200cخواهم'],
    ['bit.ly is none, but youtu.be/x neither, example.co.uk is', 'https://example.co.uk'],
    ['http://intranet/x and', 'http://intranet/x'],
    // Punctuation without a space after it.
    ['访问 https://example.com/docs，谢谢', 'https://example.com/docs'],
    ['https://example.com。谢谢', 'https://example.com'],
    ['https://example.com！', 'https://example.com'],
    ['（https://example.com/a）', 'https://example.com/a'],
    ['「www.example.com」を', 'https://www.example.com'],
    ['ada@example.com、ben', 'mailto:ada@example.com'],
    ['انظر https://example.com/a، شكرا', 'https://example.com/a'],
    ['देखें https://example.com/a।', 'https://example.com/a'],
    ['“https://example.com/a”…', 'https://example.com/a'],
    ['‹https://example.com/a›', 'https://example.com/a'],
    ['https://example.com/a—and', 'https://example.com/a'],
    ['https://example.com/a’s', 'https://example.com/a'],
    ['サイトはhttps://example.comです', 'https://example.com'],
    ['https://example.com에서', 'https://example.com'],
    ['ที่https://example.comครับ', 'https://example.com'],
    ['https://ja.wikipedia.org/wiki/日本', 'https://ja.wikipedia.org/wiki/日本'],
    // Emphasis marks, which visitors may type too.
    ['**https://example.com/returns**', 'https://example.com/returns'],
    ['_https://example.com/a_b_', 'https://example.com/a_b'],
    ['~~https://example.com/a~~', 'https://example.com/a'],
    ['`https://example.com/a`', 'https://example.com/a'],
    ['https://example.com/a_', 'https://example.com/a_'],
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
    'https://good.example@evil.example/',
    'https://user:secret@evil.example/',
    'http://@evil.example/',
    'README.md',
    'setup.sh config.py main.rs',
    'archive.zip',
    'Thanks.It works',
    'ok.so then',
    'Fine.De rien',
    'ASP.NET',
    'docs/README.md',
    'icon@2x.png',
    'package@1.2.beta',
    '@ada@social.example',
    'www.x',
    'x@раураl.test',
  ])('does not link %j', (text) => {
    expect(hrefs(text)).toEqual([])
  })

  // A pattern with catastrophic backtracking would exceed the test's time limit.
  it.each([
    'http://a.',
    'a.',
    'a@',
    'a. ',
    'tel:',
    'tel:+1-',
    'www.',
    'www.a.b',
    'a@b.c,',
    '，a.b',
    'a-',
    '_a.b',
  ])('terminates with only %j', (beginning) => {
    const text = beginning.repeat(4_000 / beginning.length)
    expect(hrefs(text).join('').length).toBeLessThanOrEqual(2 * text.length)
  })
})

function hrefs(text: string): string[] {
  return linkify(text).flatMap(({ href }) => href ?? [])
}
