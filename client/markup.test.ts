import { describe, expect, it } from 'vitest'
import { parseInlines, parseMarkup, withoutMarkup } from './markup'

describe('parseInlines', () => {
  it.each([
    ['a **bold** word', ['text:a ', 'bold:bold', 'text: word']],
    ['*it* and _it_', ['italic:it', 'text: and ', 'italic:it']],
    ['run `npm start` now', ['text:run ', 'code:npm start', 'text: now']],
    ['`**not bold** https://a.example`', ['code:**not bold** https://a.example']],
    ['see https://a.example/_x_ **now**', ['text:see ', 'link:https://a.example/_x_', 'text: ', 'bold:now']],
    ['2 * 3 * 4 and snake_case_name', ['text:2 * 3 * 4 and snake_case_name']],
    ['** not ** bold, nor ****', ['text:** not ** bold, nor ****']],
    ['an open `tick and **star', ['text:an open `tick and **star']],
    ['<b>stays</b>', ['text:<b>stays</b>']],
  ])('reads %s', (text, expected) => {
    expect(parseInlines(text).map(({ kind, text }) => `${kind}:${text}`)).toEqual(expected)
  })
})

describe('parseMarkup', () => {
  it('tells text, quotes, lists and code apart', () => {
    const blocks = parseMarkup(
      'Hello\nthere\n> so you said\n- one\n* two\n1. first\n```\nconst a = **1**\n```\nbye',
    )

    expect(blocks.map(({ kind }) => kind)).toEqual(['text', 'quote', 'list', 'list', 'code', 'text'])
    expect(blocks[2]).toMatchObject({ isNumbered: false, items: [[{ text: 'one' }], [{ text: 'two' }]] })
    expect(blocks[3]).toMatchObject({ isNumbered: true, items: [[{ text: 'first' }]] })
    expect(blocks[4]).toEqual({ kind: 'code', text: 'const a = **1**' })
  })

  it('takes a fence that nobody closes for text', () => {
    expect(parseMarkup('```\nhello')).toEqual([
      { kind: 'text', inlines: [{ kind: 'text', text: '```\nhello' }] },
    ])
  })

  it.each(['*', '**', '_', '`', '> ', '- ', '```\n', '*a', '**a'])(
    'comes to an end with thousands of %j',
    (mark) => {
      expect(parseMarkup(mark.repeat(4_000)).length).toBeGreaterThan(0)
    },
  )
})

describe('withoutMarkup', () => {
  it.each([
    ['**Bold** and *italic* and `code`', 'Bold and italic and code'],
    ['- one\n- two\n> quote\n```\nblock\nof code\n```', 'one two quote block of code'],
    ['see https://porchlight.test/a_b_c', 'see https://porchlight.test/a_b_c'],
    ['2 * 3 * 4', '2 * 3 * 4'],
  ])('makes %j %j', (content, expected) => expect(withoutMarkup(content)).toBe(expected))
})
