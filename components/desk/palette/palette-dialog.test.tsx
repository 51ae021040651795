// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sceneOf } from '@/client/desk/actions/action'
import { actions } from '@/client/desk/actions/registry'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { ShortcutDialog } from '../shortcut-dialog'
import { PaletteDialog } from './palette-dialog'

beforeEach(() => {
  // jsdom lacks these.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  Element.prototype.scrollIntoView = () => {}
})
afterEach(cleanup)

const vera = numbered('a', 2)
const victor = numbered('b', 1, {
  status: 'CLOSED',
  visitor: { ...vera.visitor, id: 'victor', name: 'Victor', email: 'victor@shop.example' },
})

function open(options: Parameters<typeof createTestDesk>[0] = {}, typed = '') {
  const made = createTestDesk({ conversations: [vera, victor], place: { conversationId: 'a' }, ...options })
  const onClose = vi.fn()
  const palette = (isOpen: boolean) => (
    <DeskContext value={made.desk}>
      <PlaceContext value={made.desk.way.place()}>
        <PaletteDialog isOpen={isOpen} onClose={onClose} takeTyped={() => typed} />
      </PlaceContext>
    </DeskContext>
  )
  const { rerender } = render(palette(true))
  onClose.mockImplementation(() => rerender(palette(false)))
  const type = (text: string) => fireEvent.change(screen.getByRole('combobox'), { target: { value: text } })
  const offered = () => screen.queryAllByRole('option').map(({ textContent }) => textContent)
  return { ...made, type, offered }
}

it('A-29 offers every possible action, with its shortcut', () => {
  const { desk } = open({ role: 'admin' })
  const scene = sceneOf(desk)
  const possible = actions.filter(({ isKeyOnly, isPossible }) => !isKeyOnly && (isPossible?.(scene) ?? true))
  const items = screen.getAllByRole('option').filter((item) => item.dataset.action !== undefined)
  expect(items.map(({ dataset }) => dataset.action)).toEqual(possible.map(({ id }) => id))
  const close = items.find(({ dataset }) => dataset.action === 'toggle-status') as HTMLElement
  expect(close.textContent).toBe('Close the conversationE')
})

it('A-29 the shortcut list has exactly the actions with shortcuts', () => {
  render(<ShortcutDialog isOpen onClose={() => {}} areOn onSwitch={() => {}} />)
  const [inbox] = screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.parentElement)
  const names = within(inbox as HTMLElement)
    .getAllByRole('definition')
    .map(({ textContent }) => textContent)
  expect(names).toEqual(actions.filter(({ keys }) => keys !== undefined).map(({ name }) => name()))
})

it('finds actions by part of their name, and conversations by name and e-mail address', () => {
  const { type, offered } = open()
  type('reopen')
  expect(offered()).toEqual(['Close the conversationE'])
  type('victor@')
  expect(offered()).toEqual([expect.stringMatching(/^.*Victorvictor@shop\.example.*Closed$/)])
  type('no such thing at all')
  expect(offered()).toEqual([])
  expect(screen.getByText('Nothing found')).toBeTruthy()
})

it('performs the chosen action after it has closed and returned the focus', async () => {
  const before = document.body.appendChild(document.createElement('button'))
  before.focus()
  const { page, type } = open()
  let focused: Element | null = null
  vi.mocked(page.focusComposer).mockImplementation(() => {
    focused = document.activeElement
    return true
  })
  type('write a reply')
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' })
  await waitFor(() => expect(page.focusComposer).toHaveBeenCalledTimes(1))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(focused).toBe(before)
  before.remove()
})

it('opens a conversation that the list does not show', async () => {
  const { way, type } = open()
  type('victor')
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' })
  await waitFor(() => expect(way.go).toHaveBeenCalledWith({ conversationId: 'b' }, 'log'))
})

it('begins with what was typed while it loaded, and the next key adds to it', () => {
  const { offered } = open({}, 'reopen')
  const field = screen.getByRole('combobox') as HTMLInputElement
  expect(field).toBe(document.activeElement)
  expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['reopen', 6, 6])
  expect(offered()).toEqual(['Close the conversationE'])
})
