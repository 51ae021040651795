import { describe, expect, it, vi } from 'vitest'
import { type KeyPress, matchAction } from './keys'
import { actions } from './registry'

const keyed = actions.flatMap(({ id, keys = [] }) => keys.map((key) => [key, id] as const))

describe('the keys', () => {
  it('belong to one action each', () => {
    const keys = keyed.map(([key]) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(keyed)('%s is %s', (key, id) => {
    const letter = key.replace('Mod+', '')
    const modifiers = { ctrlKey: key.startsWith('Mod+'), shiftKey: key === '?' }
    expect(matchAction(press({ key: letter, ...modifiers }), outside)).toBe(id)
  })
})

describe('matchAction', () => {
  it('takes ⌘ on Apple’s keyboards, where Ctrl with K edits text, and Ctrl elsewhere', () => {
    const [withCtrl, withMeta] = [press({ key: 'k', ctrlKey: true }), press({ key: 'k', metaKey: true })]
    expect([matchAction(withCtrl, outside), matchAction(withMeta, outside)]).toEqual(['palette', null])
    vi.stubGlobal('navigator', { userAgent: 'Macintosh' })
    expect([matchAction(withCtrl, outside), matchAction(withMeta, outside)]).toEqual([null, 'palette'])
  })

  it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('leaves keys with %s to the browser', (modifier) => {
    expect(matchAction(press({ key: 'e', [modifier]: true }), outside)).toBeNull()
  })

  it('leaves letters to a focused field', () => {
    expect(matchAction(press({ key: 'e' }), { isInField: true })).toBeNull()
    expect(matchAction(press({ key: 'Escape' }), { isInField: true })).toBe('back')
  })

  it('leaves Escape to an input method', () => {
    expect(matchAction(press({ key: 'Escape', isComposing: true }), { isInField: true })).toBeNull()
  })

  it('goes by the letter, not its position', () => {
    expect(matchAction(press({ key: 'j', code: 'KeyC' }), outside)).toBe('next')
    expect(matchAction(press({ key: 'c', code: 'KeyJ' }), outside)).toBeNull()
  })

  it('goes by the position in layouts without Latin letters', () => {
    expect(matchAction(press({ key: 'о', code: 'KeyJ' }), outside)).toBe('next')
    expect(matchAction(press({ key: 'ן', code: 'KeyI' }), outside)).toBeNull()
  })

  it('accepts capitals from Caps Lock, not from Shift', () => {
    expect(matchAction(press({ key: 'E' }), outside)).toBe('toggle-status')
    expect(matchAction(press({ key: 'E', shiftKey: true }), outside)).toBeNull()
  })

  it('closes once, however long the key is held', () => {
    expect(matchAction(press({ key: 'e', repeat: true }), outside)).toBeNull()
    expect(matchAction(press({ key: 'j', repeat: true }), outside)).toBe('next')
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
