// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { MessageContent } from './message-content'

afterEach(cleanup)

describe('a message', () => {
  const part = fc.constantFrom(
    ...['*', '**', '_', '`', '```', '> ', '- ', '24. ', '\n', ' ', '[', '](x)', '<b>', '&amp;'],
    ...['a', 'Ünï', '5', '重要', '😀', 'https://b.example/c_d*', 'www.b.test', 'x@y.test', 'end.'],
  )
  const content = fc.array(part, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''))

  it('from a visitor is shown exactly as written', () => {
    fc.assert(
      fc.property(content, (text) => {
        expect(shown(text, { hasMarkup: false })).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('from an agent is shown as written except for markup', () => {
    fc.assert(
      fc.property(content, (text) => {
        expect(withoutMarks(shown(text, { hasMarkup: true }))).toBe(withoutMarks(text))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    '24. Dezember sind wir geschlossen.',
    '3. Restart\n4. Try again',
    '1. Unplug\n\n2. Wait\n\n3. Plug in',
    '1. Unplug\n   - slowly\n2. Wait',
  ])('shows the numbers of %j', (text) => {
    expect(shown(text, { hasMarkup: true }).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })

  it('gives links, code, lists and quotes a direction of their own', () => {
    const text = 'שלום https://a.example/ `npm i;`\n```\nf(x);\n```\n- אחת\n- שתיים\n> said'
    const { container } = render(<MessageContent content={text} hasMarkup />)
    const parts = container.querySelectorAll('a, code:not(pre *), pre, ul, blockquote')
    expect([...parts].map((part) => [part.localName, part.getAttribute('dir')])).toEqual(
      ['a', 'code', 'pre', 'ul', 'blockquote'].map((name) => [name, 'auto']),
    )
  })

  it('shows the language of a code block above it', () => {
    expect(shown('```js\nlet a\n```', { hasMarkup: true })).toBe('jslet a')
  })
})

function shown(content: string, { hasMarkup }: { hasMarkup: boolean }): string {
  const { container, unmount } = render(<MessageContent content={content} hasMarkup={hasMarkup} />)
  const text = container.querySelector('[data-content]')?.textContent ?? ''
  unmount()
  return text
}

/** Removes every character that can be markup, and all white space. */
function withoutMarks(text: string): string {
  return text.replace(/[*_`>\-[\]()\s]/g, '')
}
