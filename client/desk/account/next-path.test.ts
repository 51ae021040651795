import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeNextPath, signInPath } from './next-path'

describe('safeNextPath', () => {
  it.each([
    '/support/agent',
    '/support/agent/018f0000-0000-7000-8000-000000000000?status=closed&unread=1',
    '/support/agent#top',
  ])('accepts %s', (path) => {
    expect(safeNextPath(path)).toBe(path)
  })

  it.each([
    undefined,
    ['/support/agent', '/b'],
    '',
    'support/agent',
    'https://evil.example/',
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    ' //evil.example',
    '/sign-in?next=/sign-in',
    '/sign-in/oidc?code=1',
  ])('replaces %j with the inbox', (path) => {
    expect(safeNextPath(path)).toBe('/support/agent')
  })

  it('never leads to another site', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '\t',
      '\n',
      ' ',
      'evil.example',
      'http:',
      '?',
      '#',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (pieces) => {
        const path = safeNextPath(pieces.join(''))
        expect(new URL(path, 'https://desk.example').origin).toBe('https://desk.example')
      }),
    )
  })
})

describe('signInPath', () => {
  it('leads back to the same place', () => {
    const path = signInPath('/support/agent/a?status=closed')
    const { searchParams } = new URL(path, 'https://desk.example')
    expect(safeNextPath(searchParams.get('next'))).toBe('/support/agent/a?status=closed')
  })
})
