// @vitest-environment jsdom
import { act, cleanup, fireEvent, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { shortcuts } from '@/client/shortcuts'
import { type ShortcutHandlers, useShortcuts } from './use-shortcuts'

afterEach(() => {
  cleanup()
  localStorage.clear()
  document.body.replaceChildren()
})

function listen() {
  const pressed: string[] = []
  const handlers = Object.fromEntries(
    shortcuts.map(({ id }) => [id, () => pressed.push(id) > 0]),
  ) as ShortcutHandlers
  const { result } = renderHook(() => useShortcuts(handlers))
  return { pressed, switchTo: (isOn: boolean) => act(() => result.current[1](isOn)), result }
}

describe('useShortcuts', () => {
  it('does what the list says', () => {
    const { pressed } = listen()
    for (const { keys } of shortcuts) fireEvent.keyDown(document.body, { key: keys[0] })
    expect(pressed).toEqual(shortcuts.map(({ id }) => id))
  })

  it('leaves letters to fields, and everything to an open dialog', () => {
    const { pressed } = listen()
    const field = document.body.appendChild(document.createElement('textarea'))
    fireEvent.keyDown(field, { key: 'e' })
    const dialog = document.body.appendChild(document.createElement('dialog'))
    dialog.setAttribute('open', '')
    fireEvent.keyDown(document.body, { key: 'j' })
    expect(pressed).toEqual([])
  })

  it('leaves Enter to whatever has the focus', () => {
    const { pressed } = listen()
    const button = document.body.appendChild(document.createElement('button'))
    fireEvent.keyDown(button, { key: 'Enter' })
    expect(pressed).toEqual([])
  })

  it('switched off, keeps only Escape', () => {
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

  it('lets a key keep its meaning when there was nothing to do', () => {
    const nothing = Object.fromEntries(shortcuts.map(({ id }) => [id, vi.fn(() => false)]))
    renderHook(() => useShortcuts(nothing as unknown as ShortcutHandlers))
    expect(fireEvent.keyDown(document.body, { key: 'z' })).toBe(true)
  })
})
