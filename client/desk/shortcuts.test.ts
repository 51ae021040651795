import { describe, expect, it } from 'vitest'
import { type KeyPress, matchShortcut, shortcuts } from './shortcuts'

describe('the list', () => {
  it('gives no key to two shortcuts', () => {
    const keys = shortcuts.flatMap((shortcut) => [...shortcut.keys])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(shortcuts.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))(
    '%s is %s',
    (key, id) => {
      expect(matchShortcut(press({ key, shiftKey: key === '?' }), outside)).toBe(id)
    },
  )
})

describe('matchShortcut', () => {
  it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('leaves keys with %s to the browser', (modifier) => {
    expect(matchShortcut(press({ key: 'e', [modifier]: true }), outside)).toBeNull()
  })

  it('leaves letters to the field that somebody writes in', () => {
    expect(matchShortcut(press({ key: 'e' }), { isInField: true })).toBeNull()
    expect(matchShortcut(press({ key: 'Escape' }), { isInField: true })).toBe('back')
  })

  it('leaves Escape to an input method that is choosing', () => {
    expect(matchShortcut(press({ key: 'Escape', isComposing: true }), { isInField: true })).toBeNull()
  })

  it('goes by the letter, not by its place', () => {
    expect(matchShortcut(press({ key: 'j', code: 'KeyC' }), outside)).toBe('next')
    expect(matchShortcut(press({ key: 'c', code: 'KeyJ' }), outside)).toBeNull()
  })

  it('goes by the place where the layout has no Latin letters', () => {
    expect(matchShortcut(press({ key: 'о', code: 'KeyJ' }), outside)).toBe('next')
    expect(matchShortcut(press({ key: 'ן', code: 'KeyI' }), outside)).toBeNull()
  })

  it('takes capitals from the lock, not from Shift', () => {
    expect(matchShortcut(press({ key: 'E' }), outside)).toBe('toggle-status')
    expect(matchShortcut(press({ key: 'E', shiftKey: true }), outside)).toBeNull()
  })

  it('closes once, however long the key is held', () => {
    expect(matchShortcut(press({ key: 'e', repeat: true }), outside)).toBeNull()
    expect(matchShortcut(press({ key: 'j', repeat: true }), outside)).toBe('next')
  })
})

const outside = { isInField: false }

function press(changes: Partial<KeyPress>): KeyPress {
  return {
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    repeat: false,
    ...changes,
  }
}
