import { describe, expect, it } from 'vitest'
import { RealtimeError } from '../errors'
import { allows, formatCapability, intersect, parseCapability, toCapability } from './capability'

describe('a resource', () => {
  it.each([
    ['[*]*', 'anything:at:all', true],
    ['*', 'a', true],
    ['*', 'a:b', true],
    ['a:*', 'a:b', true],
    ['a:*', 'a:b:c', true],
    ['a:*', 'a', false],
    ['a:*:c', 'a:b:c', true],
    ['a:*:c', 'a:b:b:c', false],
    ['a:b', 'a:b', true],
    ['a:b', 'a:b:c', false],
    ['foo*', 'foobar', false],
    ['foo*', 'foo*', true],
    ['[meta]*', 'a', false],
    ['[*]a', 'a', true],
  ])('%s for channel %s: %s', (resource, channel, expected) => {
    expect(allows(toCapability({ [resource]: ['publish'] }), 'publish', channel)).toBe(expected)
  })

  it('adds up with other matching resources', () => {
    const capability = toCapability({ 'a:*': ['publish'], 'a:b': ['subscribe'] })
    expect(allows(capability, 'publish', 'a:b')).toBe(true)
    expect(allows(capability, 'subscribe', 'a:b')).toBe(true)
    expect(allows(capability, 'subscribe', 'a:c')).toBe(false)
  })
})

describe('an intersection', () => {
  it.each([
    [{ '*': ['*'] }, { 'a:b': ['publish'] }, { 'a:b': ['publish'] }],
    [{ '[*]*': ['*'] }, { '*': ['*'] }, { '*': ['*'] }],
    [{ 'a:*': ['publish', 'subscribe'] }, { 'a:b': ['subscribe', 'history'] }, { 'a:b': ['subscribe'] }],
    [{ 'a:*:c': ['*'] }, { 'a:b:c': ['publish'] }, { 'a:b:c': ['publish'] }],
    [{ 'a:*': ['*'] }, { 'a:*:c': ['publish'] }, { 'a:*:c': ['publish'] }],
    [{ 'a:*:c': ['*'] }, { 'a:*': ['publish'] }, { 'a:*:c': ['publish'] }],
    [{ 'a:*': ['publish'] }, { 'b:*': ['publish'] }, {}],
    [{ a: ['publish'] }, { a: ['subscribe'] }, {}],
  ])('of %j and %j is %j', (a, b, expected) => {
    const [left, right] = [toCapability(a), toCapability(b)]
    expect(JSON.parse(formatCapability(intersect(left, right)))).toEqual(expected)
    expect(formatCapability(intersect(right, left))).toBe(formatCapability(intersect(left, right)))
  })

  it('never grants more than either side', () => {
    const resources = ['*', 'a', 'a:*', 'a:b', 'a:*:c', '*:b', '*:*', 'a:b:*', '[*]*', '[meta]*']
    const channels = ['a', 'b', 'a:b', 'a:c', 'a:b:c', 'x:b', 'a:b:c:d']
    for (const left of resources) {
      for (const right of resources) {
        const [a, b] = [toCapability({ [left]: ['publish'] }), toCapability({ [right]: ['*'] })]
        for (const channel of channels) {
          const both = allows(a, 'publish', channel) && allows(b, 'publish', channel)
          const granted = allows(intersect(a, b), 'publish', channel)
          expect(granted && !both, `${left} ∩ ${right} on ${channel}`).toBe(false)
        }
      }
      const own = toCapability({ [left]: ['publish'] })
      expect(intersect(own, own), left).toEqual(own)
    }
  })
})

describe('the text of a capability', () => {
  it('is canonical', () => {
    expect(formatCapability(parseCapability('{"b":["subscribe","publish"],"a":["*"]}'))).toBe(
      '{"a":["*"],"b":["publish","subscribe"]}',
    )
  })

  it.each([
    'nope',
    '[]',
    'null',
    '{"a":[]}',
    '{"a":["fly"]}',
    '{"a":["*","publish"]}',
    '{"":["*"]}',
    '{"a":"*"}',
  ])('%s is refused', (text) => {
    expect(() => parseCapability(text)).toThrow(RealtimeError)
  })
})
