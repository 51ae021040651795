import { describe, expect, it } from 'vitest'
import { aliasOf, avatarColour, displayName, initials } from './alias'

const id = '01900000-0000-7000-8000-000000000001'

describe('the name of a person who gave none', () => {
  it('is always the same, and never the id', () => {
    expect(displayName({ id, name: null })).toBe(aliasOf(id))
    expect(aliasOf(id)).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  })

  it('always has the same colour', () => expect(avatarColour(id)).toBe(avatarColour(id)))
})

describe('initials', () => {
  it.each([
    ['Ada Lindqvist', 'AL'],
    ['ada', 'AD'],
    ['Anna Maria van der Berg', 'AB'],
    ['נועה לוי', 'נל'],
    ['', ''],
    ['X', 'X'],
    ['e\u0301ric', 'ÉR'],
    [`Z${'\u0335\u0322'.repeat(40)}a`, 'Z'],
  ])('of %j are %j', (name, expected) => expect(initials(name)).toBe(expected))

  it.each([
    ['🦉 night owl 🌙', '🦉'],
    ['🦉🌙', '🦉'],
    ['Anna 🌙', 'A'],
    ['👨‍👩‍👧 family', '👨‍👩‍👧'],
    ['🇵🇹 Lisbon', '🇵🇹'],
  ])('of %j fit the circle: %j', (name, expected) => expect(initials(name)).toBe(expected))
})
