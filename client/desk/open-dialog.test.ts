import { expect, it, vi } from 'vitest'
import { OpenDialog } from './open-dialog'

it('is closed when the agent leaves the conversation that it is about', () => {
  const dialog = new OpenDialog()
  dialog.open('erase', 'a')
  dialog.goTo('a')
  expect(dialog.isOpen('erase', 'a')).toBe(true)
  dialog.goTo('b')
  dialog.goTo('a')
  expect(dialog.isOpen('erase', 'a')).toBe(false)
})

it('stays open if it is about none', () => {
  const dialog = new OpenDialog()
  const listener = vi.fn()
  dialog.open('palette')
  dialog.subscribe(listener)
  dialog.goTo('b')
  dialog.goTo(null)
  expect(dialog.isOpen('palette')).toBe(true)
  expect(listener).not.toHaveBeenCalled()
})
