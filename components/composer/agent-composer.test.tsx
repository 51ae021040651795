// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WritingMode } from '@/client/outbox/writing-mode'
import { AgentComposer } from './agent-composer'

beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: fine)' }))
})
afterEach(cleanup)

it('A-18 each mode has its own label, placeholder, button and draft', async () => {
  show()
  type('Dear Vera')
  choose('Note')
  expect(pressed()).toEqual(['Note'])
  expect(field().getAttribute('aria-label')).toBe('Note about Vera')
  expect(field().placeholder).toBe('Write a note for your team…')
  expect(document.activeElement).toBe(field())
  expect(field().value).toBe('')
  type('She sounds angry')
  choose('Reply')
  await vi.waitFor(() => expect(field().value).toBe('Dear Vera'))
  choose('Note')
  await vi.waitFor(() => expect(field().value).toBe('She sounds angry'))
})

it.each([
  ['Enter', () => fireEvent.keyDown(field(), { key: 'Enter' })],
  ['Ctrl+Enter', () => fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })],
  ['⌘+Enter', () => fireEvent.keyDown(field(), { key: 'Enter', metaKey: true })],
  ['its button', () => fireEvent.click(screen.getByRole('button', { name: 'Add note' }))],
])('A-18 a note is added on %s, and nothing is sent or closed', (_, press) => {
  const calls = show()
  type('Dear Vera')
  choose('Note')
  press()
  type('She sounds angry')
  press()
  press()
  expect(calls.note.onSend.mock.calls).toEqual([['She sounds angry']])
  const { onSend, onSendAndClose, onClose } = calls.reply
  for (const call of [onSend, onSendAndClose, onClose]) expect(call).not.toHaveBeenCalled()
})

it('A-18 only the reply mode sends typing to the visitor, and switching modes stops it', () => {
  const calls = show()
  choose('Note')
  type('She sounds angry')
  expect([calls.reply.onTyping.mock.calls.length, calls.note.onTyping.mock.calls.length]).toEqual([0, 1])
  expect(calls.reply.onBegin).not.toHaveBeenCalled()
  choose('Reply')
  expect(calls.note.onStopTyping).toHaveBeenCalled()
  type('Dear Vera')
  calls.reply.onStopTyping.mockClear()
  choose('Note')
  expect(calls.reply.onStopTyping).toHaveBeenCalled()
})

it('A-25 arrow up edits the last own message, only in an empty field and without modifiers', () => {
  const { onEditLast } = show()
  for (const init of [{ shiftKey: true }, { altKey: true }, { isComposing: true }])
    fireEvent.keyDown(field(), { key: 'ArrowUp', ...init })
  type(' ')
  fireEvent.keyDown(field(), { key: 'ArrowUp' })
  expect(onEditLast).not.toHaveBeenCalled()
  type('')
  expect(fireEvent.keyDown(field(), { key: 'ArrowUp' }), 'the default is not prevented').toBe(true)
  onEditLast.mockReturnValue(true)
  expect(fireEvent.keyDown(field(), { key: 'ArrowUp' })).toBe(false)
  expect(onEditLast).toHaveBeenCalledTimes(2)
})

function show() {
  const writing = () => ({ onSend: vi.fn(), onTyping: vi.fn(), onStopTyping: vi.fn() })
  const reply = { ...writing(), onBegin: vi.fn(), onSendAndClose: vi.fn(), onClose: vi.fn() }
  const calls = { reply, note: writing(), onEditLast: vi.fn(() => false) }
  function Composer() {
    const [mode, setMode] = useState<WritingMode>('reply')
    return (
      <AgentComposer visitorName="Vera" mode={mode} onMode={setMode} replyKey="agent:ada:c1" {...calls} />
    )
  }
  render(<Composer />)
  return calls
}

function choose(name: 'Reply' | 'Note'): void {
  fireEvent.click(screen.getByRole('button', { name }))
}

function pressed(): (string | null)[] {
  return screen.getAllByRole('button', { pressed: true }).map(({ textContent }) => textContent)
}

function field(): HTMLTextAreaElement {
  return screen.getByRole('textbox')
}

function type(text: string): void {
  fireEvent.change(field(), { target: { value: text } })
}
