// @vitest-environment jsdom
import { act, cleanup, fireEvent, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { actions } from '@/client/desk/actions/registry'
import { useShortcuts } from './use-shortcuts'

afterEach(() => {
  cleanup()
  localStorage.clear()
  document.body.replaceChildren()
})

function listen() {
  const pressed: string[] = []
  const { result } = renderHook(() => useShortcuts((id) => pressed.push(id) > 0))
  return { pressed, switchTo: (isOn: boolean) => act(() => result.current[1](isOn)), result }
}

describe('useShortcuts', () => {
  it('runs the listed actions', () => {
    const { pressed } = listen()
    const keyed = actions.filter(({ keys }) => keys !== undefined)
    for (const { keys = [] } of keyed) {
      const key = keys[0] ?? ''
      fireEvent.keyDown(document.body, { key: key.replace('Mod+', ''), ctrlKey: key.startsWith('Mod+') })
    }
    expect(pressed).toEqual(keyed.map(({ id }) => id))
  })

  it('leaves letters to fields', () => {
    const { pressed } = listen()
    fireEvent.keyDown(added(document.createElement('textarea')), { key: 'e' })
    expect(pressed).toEqual([])
  })

  it.each([
    '<dialog open></dialog>',
    '<div role="dialog"></div>',
    '<div role="alertdialog"></div>',
    '<div role="menu"></div>',
    '<div role="listbox"></div>',
  ])('leaves every key to an overlay until it is closed: %s', (layer) => {
    const { pressed } = listen()
    document.body.innerHTML = layer
    for (const key of ['j', 'Escape']) fireEvent.keyDown(document.body, { key })
    expect(pressed).toEqual([])
    document.body.replaceChildren()
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(pressed).toEqual(['next'])
  })

  it.each<[string, () => HTMLElement]>([
    ['a field in an open shadow root', () => shadowed(document.createElement('input'))],
    ['a button in an open shadow root', () => shadowed(document.createElement('button'))],
    ['an extension’s element with a closed root', () => added(document.createElement('password-manager'))],
    ['a plain element that hides a closed root', () => added(document.createElement('div'))],
    [
      'text that can be edited',
      () => {
        const editor = added(document.createElement('div'))
        editor.setAttribute('contenteditable', 'plaintext-only')
        return editor.appendChild(document.createElement('b'))
      },
    ],
    [
      'a field by its role',
      () => {
        const field = added(document.createElement('div'))
        field.setAttribute('role', 'textbox')
        return field
      },
    ],
    ['a choice', () => added(document.createElement('select'))],
  ])('leaves letters to %s', (_, make) => {
    const { pressed } = listen()
    const element = make()
    for (const key of ['e', 'r', 'j', 'z', '?']) {
      fireEvent.keyDown(element, { key, bubbles: true, composed: true })
    }
    expect(pressed).toEqual([])
  })

  it('leaves Escape to an extension’s overlay, and listens to our own elements', () => {
    const { pressed } = listen()
    fireEvent.keyDown(shadowed(document.createElement('input')), { key: 'Escape', composed: true })
    expect(pressed).toEqual([])
    const log = added(document.createElement('div'))
    log.tabIndex = 0
    fireEvent.keyDown(log, { key: 'e' })
    fireEvent.keyDown(added(document.createElement('button')), { key: 'j' })
    expect(pressed).toEqual(['toggle-status', 'next'])
  })

  it.each<[string, KeyboardEventInit]>([
    ['while an input method composes', { key: 'e', isComposing: true }],
    ['while Safari’s input method composes', { key: 'e', keyCode: 229 }],
    ['with Ctrl', { key: 'e', ctrlKey: true }],
    ['with ⌘', { key: 'e', metaKey: true }],
    ['with Alt', { key: 'e', altKey: true }],
    ['with AltGr', { key: 'e', modifierAltGraph: true }],
    ['with AltGr on Windows', { key: 'e', ctrlKey: true, altKey: true, modifierAltGraph: true }],
    ['of a form being filled in', { key: undefined as unknown as string }],
  ])('ignores a key %s', (_, init) => {
    const { pressed } = listen()
    const event = new KeyboardEvent('keydown', { bubbles: true, ...init })
    if (init.key === undefined) Object.defineProperty(event, 'key', { value: undefined })
    document.body.dispatchEvent(event)
    expect(pressed).toEqual([])
  })

  it('ignores a key that was already handled', () => {
    const { pressed } = listen()
    const event = new KeyboardEvent('keydown', { key: 'e', bubbles: true, cancelable: true })
    event.preventDefault()
    document.body.dispatchEvent(event)
    expect(pressed).toEqual([])
  })

  it('leaves Enter to the focused element', () => {
    const { pressed } = listen()
    const button = document.body.appendChild(document.createElement('button'))
    fireEvent.keyDown(button, { key: 'Enter' })
    expect(pressed).toEqual([])
  })

  it('keeps only Escape when switched off', () => {
    const { pressed, switchTo, result } = listen()
    switchTo(false)
    expect(result.current[0]).toBe(false)
    fireEvent.keyDown(document.body, { key: 'e' })
    fireEvent.keyDown(document.body, { key: 'Escape' })
    expect(pressed).toEqual(['back'])
    switchTo(true)
    fireEvent.keyDown(document.body, { key: 'e' })
    expect(pressed).toEqual(['back', 'toggle-status'])
  })

  it('leaves a key its default behaviour if there was nothing to do', () => {
    renderHook(() => useShortcuts(() => false))
    expect(fireEvent.keyDown(document.body, { key: 'z' })).toBe(true)
  })
})

function added<Element extends HTMLElement>(element: Element): Element {
  return document.body.appendChild(element)
}

/** An element as extensions add it to a page. */
function shadowed(element: HTMLElement): HTMLElement {
  return added(document.createElement('div')).attachShadow({ mode: 'open' }).appendChild(element)
}
