import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Inline, parseInlines, textOf } from './inline-markup'
import { parseMarkup, withoutMarkup } from './markup'

describe('parseInlines', () => {
  it.each([
    ['a **bold** word', ['text:a ', 'bold:bold', 'text: word']],
    ['*it* and _it_', ['italic:it', 'text: and ', 'italic:it']],
    ['run `npm start` now', ['text:run ', 'code:npm start', 'text: now']],
    ['`**not bold** https://a.example`', ['code:**not bold** https://a.example']],
    ['see https://a.example/_x_ **now**', ['text:see ', 'link:https://a.example/_x_', 'text: ', 'bold:now']],
    ['(**really**), *"so"*.', ['text:(', 'bold:really', 'text:), ', 'italic:"so"', 'text:.']],
    ['**API**-Schlüssel', ['bold:API', 'text:-Schlüssel']],
    ['这是**重要**的，用`npm`安装', ['text:这是', 'bold:重要', 'text:的，用', 'code:npm', 'text:安装']],
    ['**중요**합니다', ['bold:중요', 'text:합니다']],
  ])('parses %s', (text, expected) => expect(shown(text)).toEqual(expected))

  it.each([
    ['**https://example.com/returns** for this', ['bold:https://example.com/returns', 'text: for this']],
    ['*https://example.com/a*', ['italic:https://example.com/a']],
    ['_https://example.com/a_b_', ['text:_', 'link:https://example.com/a_b', 'text:_']],
    ['**See https://example.com/c**', ['bold:See https://example.com/c']],
    ['(*https://example.com/c*)', ['text:(', 'italic:https://example.com/c', 'text:)']],
    ['https://a.example/(_b_)', ['link:https://a.example/(_b_)']],
  ])('parses the address in %s', (text, expected) => {
    expect(shown(text)).toEqual(expected)
    for (const href of hrefsOf(parseInlines(text))) expect(href).toMatch(/[a-z)]$/)
  })

  it.each([
    '2 * 3 * 4 and snake_case_name',
    '2*3*4 and 2**3**4',
    '** not ** bold, nor ****',
    'an open `tick and **star',
    '<b>stays</b>',
    '¯\\_(ツ)_/¯',
    '*_* and *_*',
    '(*^_^*) (*´▽`*) (´･ω･`) hi (´･ω･`)',
    '*.pdf,*.doc or (*.a|*.b), **/*.ts,**/*.md',
    'int *p,*q; /*comment*/ f(*a,*b)',
    '__init__ and ä_b_ö and école_été_ici',
    'it`s here and that`s there',
    '``` or ** or `` or __ or ` `',
    '\\*literal\\* \\_too\\_',
    'the *** password ***',
    '-_- >_< ^_^ o_O',
  ])('leaves every character of %s', (text) => expect(shown(text)).toEqual([`text:${text}`]))

  it.each([
    ['```npm install```', ['code:npm install']],
    ['``a`b`` and `` `c` ``', ['code:a`b', 'text: and ', 'code:`c`']],
    ['key:`x`, `a`/`b`', ['text:key:', 'code:x', 'text:, ', 'code:a', 'text:/', 'code:b']],
  ])('closes code with as many backticks as opened it: %s', (text, expected) =>
    expect(shown(text)).toEqual(expected),
  )

  it.each([
    ['**`npm install`**', ['bold:[code:npm install]']],
    ['**Run `npm i` first**, then', ['bold:Run [code:npm i] first', 'text:, then']],
    ['*see `a_b` and `c*d`*', ['italic:see [code:a_b] and [code:c*d]']],
    ['_see **this** now_', ['italic:see [bold:this] now']],
    [
      '**see _this_ at https://a.example/x_y_z**',
      ['bold:see [italic:this] at [link:https://a.example/x_y_z]'],
    ],
    ['`**` and `**`', ['code:**', 'text: and ', 'code:**']],
    ['\ufffc `a` \ufffc **`b`**', ['text:\ufffc ', 'code:a', 'text: \ufffc **', 'code:b', 'text:**']],
    ['用`npm`**安装**', ['text:用', 'code:npm', 'bold:安装']],
    ['https://a.example/`x`', ['link:https://a.example/', 'code:x']],
    [
      '[`good.com`](https://evil.example)',
      ['text:[', 'code:good.com', 'text:](', 'link:https://evil.example', 'text:)'],
    ],
    ['x*`a`* and (*`ω´) (*`ω´)', ['text:x*`a`* and (*`ω´) (*`ω´)']],
  ])('parses nested marks in %s', (text, expected) => {
    const tree = (inline: Inline): string =>
      'inlines' in inline
        ? inline.inlines
            .map((part) => (part.kind === 'text' ? part.text : `[${part.kind}:${tree(part)}]`))
            .join('')
        : inline.text
    expect(parseInlines(text).map((inline) => `${inline.kind}:${tree(inline)}`)).toEqual(expected)
  })

  it('links a labelled address, unless the label is an address itself', () => {
    expect(parseInlines('see [our prices](https://example.com/prices).')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'our prices', href: 'https://example.com/prices' },
      { kind: 'text', text: '.' },
    ])
    expect(hrefsOf(parseInlines('**[here](https://a.example)**'))).toEqual(['https://a.example'])
    expect(parseInlines('([lamps](https://a.example/Lamp_(fixture)))')).toEqual([
      { kind: 'text', text: '(' },
      { kind: 'link', text: 'lamps', href: 'https://a.example/Lamp_(fixture)' },
      { kind: 'text', text: ')' },
    ])
    for (const text of [
      '[https://good.example](https://evil.example)',
      '[x](https://good.example@evil.example/)',
      '[x](javascript:alert(1))',
      'array[0](1)',
    ]) {
      expect(
        shown(text)
          .join('')
          .replaceAll(/text:|link:/g, ''),
      ).toBe(text)
    }
  })
})

describe('parseMarkup', () => {
  it('distinguishes text, quotes, lists and code', () => {
    const blocks = parseMarkup(
      'Hello\nthere\n> so you said\n- one\n* two\n1. first\n2. second\n```\nconst a = **1**\n```\nbye',
    )

    expect(blocks.map(({ kind }) => kind)).toEqual(['text', 'quote', 'list', 'list', 'code', 'text'])
    expect(blocks[2]).toMatchObject({
      isNumbered: false,
      items: [{ inlines: [{ text: 'one' }] }, { inlines: [{ text: 'two' }] }],
    })
    expect(blocks[3]).toMatchObject({ isNumbered: true, items: [{ mark: '1. ' }, { mark: '2. ' }] })
    expect(blocks[4]).toEqual({ kind: 'code', text: 'const a = **1**', language: null })
  })

  it.each([
    '24. Dezember sind wir geschlossen.',
    'Hello\n24. Dezember\nbye',
    '1. Unplug\n\n2. Wait\n\n3. Plug in',
    '- 5 °C today',
    '* Conditions apply',
    '- 20 % off',
    '- €5',
    '>= 16 GB of memory is needed',
    '>5 people',
    '>:(',
    '> 16 GB',
    '> €20',
    '>> twice',
    '>',
    '> ',
    '```\nhello',
    '```\n```',
    '```\n \n```',
    '```\nnpm install```',
    '~~~\nx\n~~~',
    '1.5 litres\n2.5 litres',
  ])('leaves every character of %j', (content) => {
    expect(parseMarkup(content)).toEqual([{ kind: 'text', inlines: [{ kind: 'text', text: content }] }])
  })

  it.each([
    ['25. November\n30. Dezember', ['25. ', '30. ']],
    ['3. Restart\n4. Try again', ['3. ', '4. ']],
    ['7) seven\n007) bond', ['7) ', '007) ']],
    ['1. a\n1. b\n3.  c', ['1. ', '1. ', '3.  ']],
  ])('keeps the numbers of %j', (content, marks) => {
    const [list, ...more] = parseMarkup(content)
    expect(more).toEqual([])
    expect(list?.kind === 'list' && list.items.map(({ mark }) => mark)).toEqual(marks)
  })

  it.each([
    ['- a\n  - b\n    * c\n- d', ['a\n  - b\n    * c', 'd']],
    ['1. a\n   more of a\n2. b', ['a\n   more of a', 'b']],
    ['1. a\n   - b\n\t2. c\n2. d', ['a\n   - b\n\t2. c', 'd']],
    ['- a\n b\n- c', ['a'], ['c']],
    ['- a\n\n  b\n- c', ['a'], ['c']],
  ])('keeps the indented lines of %j with the item above them', (content, ...lists) => {
    const found = parseMarkup(content).filter((block) => block.kind === 'list')
    expect(found.map(({ items }) => items.map(({ inlines }) => textOf(inlines)))).toEqual(lists)
  })

  it.each(['24. Dezember\n    geschlossen', '- 5 °C\n  at night', '* Conditions\n  apply'])(
    'treats %j as text, whatever follows',
    (content) => {
      expect(parseMarkup(content)).toEqual([{ kind: 'text', inlines: [{ kind: 'text', text: content }] }])
    },
  )

  it.each([
    ['```js\nlet a\n```', 'js', 'let a'],
    ['```npm install\nnpm start\n```', null, 'npm install\nnpm start'],
    ['```\na\n```js\nb\n```', null, 'a\n```js\nb'],
    ['````\n```\nx\n```\n````', null, '```\nx\n```'],
    ['```  \nx\n``` ', null, 'x'],
  ])('handles the text after the fences of %j', (content, language, text) => {
    expect(parseMarkup(content)).toEqual([{ kind: 'code', text, language }])
  })

  it('treats a command fenced on one line as inline code', () => {
    expect(withoutMarkup('```npm install```\nthen\n```npm start```')).toBe('npm install then npm start')
  })

  it('joins a quote’s lines, including empty ones', () => {
    const [quote, text] = parseMarkup('> one\n>\n> two\nmine')
    expect(quote).toEqual({ kind: 'quote', inlines: [{ kind: 'text', text: 'one\n\ntwo' }] })
    expect(text).toMatchObject({ kind: 'text' })
  })

  it.each([
    '*',
    '**',
    '_',
    '`',
    '> ',
    '- ',
    '```\n',
    '*a',
    '**a',
    '[',
    '[a](',
    '` `` ',
    '(*a',
    '*a* ',
    '```x y\n',
    '@a.b',
  ])('terminates with thousands of %j', (mark) => {
    expect(parseMarkup(mark.repeat(20_000 / mark.length)).length).toBeGreaterThan(0)
  })
})

describe('withoutMarkup', () => {
  it.each([
    ['**Bold** and *italic* and `code`', 'Bold and italic and code'],
    ['- one\n- two\n> quote\n```\nblock\nof code\n```', '• one • two quote block of code'],
    ['24. Dezember sind wir geschlossen.', '24. Dezember sind wir geschlossen.'],
    ['3. Restart\n4. Try again', '3. Restart 4. Try again'],
    ['see https://porchlight.test/a_b_c', 'see https://porchlight.test/a_b_c'],
    ['[our prices](https://example.com/p)', 'our prices (https://example.com/p)'],
    ['- 5 °C', '- 5 °C'],
    ['2 * 3 * 4', '2 * 3 * 4'],
  ])('turns %j into %j', (content, expected) => expect(withoutMarkup(content)).toBe(expected))
})

describe('the readable text', () => {
  const mark = fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '`',
      '```',
      '> ',
      '- ',
      '* ',
      '1. ',
      '24. ',
      '7) ',
      '\n',
      ' ',
      '(',
      ')',
      '[',
      ']',
      '](https://a.example)',
      '/',
      '\\',
    ],
  )
  const word = fc.constantFrom(
    'a',
    'Ünï',
    '5',
    'x.y',
    '重要',
    'npm i',
    '😀',
    'ω',
    "'",
    '°C',
    ':(',
    'https://b.example/c_d*',
    'end.',
  )
  const content = fc.array(fc.oneof(mark, word), { maxLength: 30 }).map((parts) => parts.join(''))

  it('is everything but marks', () => {
    fc.assert(
      fc.property(content, (text) => {
        expect(lettersOf(withoutMarkup(text))).toBe(lettersOf(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the text itself if it consists only of marks', () => {
    const faces = fc.array(fc.constantFrom(...'*_^()~-><:;･‿/.!?'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(faces, (parts) => {
        const text = parts.join('')
        expect(withoutMarkup(`say ${text} now`)).toBe(`say ${text} now`)
      }),
      { numRuns: 2_000 },
    )
  })
})

function shown(text: string): string[] {
  return parseInlines(text).map((inline) => `${inline.kind}:${wordsOf(inline)}`)
}

function wordsOf(inline: Inline): string {
  return 'inlines' in inline ? inline.inlines.map(wordsOf).join('') : inline.text
}

function hrefsOf(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) => {
    if ('inlines' in inline) return hrefsOf(inline.inlines)
    return inline.kind === 'link' ? [inline.href] : []
  })
}

/** A text without possible marks and the spaces around them. */
function lettersOf(text: string): string {
  return text.replace(/[*_`>•\-[\]()\s]/g, '')
}
