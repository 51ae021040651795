// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { putBack } from '@/client/outbox/drafts'
import { MAX_CONTENT_LENGTH } from '@/contract/limits'
import { MessageComposer } from './message-composer'

beforeEach(() => {
  localStorage.clear()
  setPointer('fine')
})
afterEach(cleanup)

describe('W-44 W-45 sending', () => {
  it.each([
    ['the button', () => fireEvent.click(screen.getByRole('button', { name: 'Send' }))],
    ['Enter', () => fireEvent.keyDown(field(), { key: 'Enter' })],
  ])('passes on the trimmed text, empties the field and keeps the focus, on %s', (_case, act) => {
    const { onSend } = compose('  Hello?  ')
    act()
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Hello?')
    expect(field().value).toBe('')
    expect(document.activeElement).toBe(field())
  })

  it.each([
    ['Shift+Enter', { key: 'Enter', shiftKey: true }],
    ['an Enter during composition', { key: 'Enter', isComposing: true }],
    ['the same Enter in Safari', { key: 'Enter', keyCode: 229 }],
  ])('does not happen on %s', (_case, init) => {
    const { onSend } = compose('こんにちは')
    fireEvent.keyDown(field(), init)
    expect(onSend).not.toHaveBeenCalled()
    expect(field().value).toBe('こんにちは')
  })

  it('does not happen on Enter with a touch screen', () => {
    setPointer('coarse')
    const { onSend } = compose('Hello')
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(onSend).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(onSend).toHaveBeenCalledTimes(1)
  })

  it.each(['', '   ', '\u200b\u200d', '\n\n'])(
    'does not happen with %j, which has no visible character',
    (text) => {
      const { onSend } = compose(text)
      fireEvent.keyDown(field(), { key: 'Enter' })
      expect(onSend).not.toHaveBeenCalled()
    },
  )
})

describe('W-49 the character count', () => {
  it('is shown from 90 % on', () => {
    compose('x'.repeat(MAX_CONTENT_LENGTH * 0.9 - 1))
    expect(screen.queryByText(/left/)).toBeNull()
    type('x'.repeat(MAX_CONTENT_LENGTH - 180))
    expect(screen.getByText('180 characters left')).toBeTruthy()
  })

  it('counts code points, as the server does', () => {
    compose('🦉'.repeat(MAX_CONTENT_LENGTH - 1))
    expect(screen.getByText('1 character left')).toBeTruthy()
  })

  it('keeps a text that is too long, and says so', () => {
    const tooLong = 'x'.repeat(MAX_CONTENT_LENGTH + 5)
    const { onSend } = compose(tooLong)
    fireEvent.keyDown(field(), { key: 'Enter' })
    expect(onSend).not.toHaveBeenCalled()
    expect(field().value).toBe(tooLong)
    expect(screen.getByText('5 characters too many. Shorten the text to send it.')).toBeTruthy()
    expect(field().getAttribute('aria-invalid')).toBe('true')
  })
})

describe('W-47 the draft', () => {
  it('survives a reload until it is sent', async () => {
    compose('Half a thought')
    cleanup()
    compose(null)
    await answered()
    expect(field().value).toBe('Half a thought')
    fireEvent.keyDown(field(), { key: 'Enter' })
    cleanup()
    compose(null)
    await answered()
    expect(field().value).toBe('')
  })

  it('is rendered before first paint if the storage answers at once', async () => {
    compose('Half a thought')
    cleanup()
    compose(null)
    let painted: string | null = null
    setTimeout(() => {
      painted = field().value
    })
    await answered()
    expect(painted).toBe('Half a thought')
  })

  it('gets a withdrawn message back, in front of what was typed since', async () => {
    const { rerender } = compose('and more', 'vera')
    await act(() => putBack('vera', 'Sent too early'))
    expect(field().value).toBe('Sent too early\nand more')
    expect(document.activeElement).toBe(field())

    rerender('victor')
    await act(() => putBack('vera', 'for another key'))
    expect(field().value).toBe('')
  })

  it('changes with the key', async () => {
    const { rerender } = compose('for Vera', 'vera')
    rerender('victor')
    expect(field().value).toBe('')
    type('for Victor')
    rerender('vera')
    await answered()
    expect(field().value).toBe('for Vera')
  })
})

it('reports when the user types and when they stop', () => {
  const { onTyping, onStopTyping } = compose(null)
  type('H')
  type('He')
  expect(onTyping).toHaveBeenCalledTimes(2)
  type('')
  expect(onStopTyping).toHaveBeenCalledTimes(1)
  type('Hello')
  fireEvent.keyDown(field(), { key: 'Enter' })
  fireEvent.blur(field())
  expect(onStopTyping).toHaveBeenCalledTimes(3)
})

it('reports the first character of each text, once', () => {
  const { onBegin } = compose(null)
  for (const text of ['H', 'He', '', 'A']) type(text)
  expect(onBegin).toHaveBeenCalledTimes(2)
  fireEvent.keyDown(field(), { key: 'Enter' })
  type('Next')
  expect(onBegin).toHaveBeenCalledTimes(3)
})

describe('Send & close', () => {
  const press = () => fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
  const click = () => fireEvent.click(screen.getByRole('button', { name: 'Send & close' }))

  it.each([
    ['Ctrl+Enter', press],
    ['its button', click],
  ])('sends and closes on %s, and just closes if there is nothing to send', (_, act) => {
    const { onSendAndClose, onClose, onSend } = compose('Goodbye')
    act()
    expect(onSendAndClose).toHaveBeenCalledExactlyOnceWith('Goodbye')
    for (const nothing of ['', '  ', '\u200b']) {
      type(nothing)
      act()
    }
    expect([onClose.mock.calls.length, onSendAndClose.mock.calls.length, onSend.mock.calls.length]).toEqual([
      3, 1, 0,
    ])
  })

  it('does not close when the text is too long to send', () => {
    const { onSendAndClose, onClose } = compose('x'.repeat(MAX_CONTENT_LENGTH + 1))
    press()
    expect([onSendAndClose.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 0])
  })
})

function compose(text: string | null, firstKey = 'draft') {
  const [onSend, onTyping, onStopTyping] = [vi.fn(), vi.fn(), vi.fn()]
  const [onBegin, onSendAndClose, onClose] = [vi.fn(), vi.fn(), vi.fn()]
  const composer = (draftKey: string) => (
    <MessageComposer
      label="Message"
      placeholder="Write a message…"
      draftKey={draftKey}
      onSend={onSend}
      onTyping={onTyping}
      onStopTyping={onStopTyping}
      onBegin={onBegin}
      onSendAndClose={onSendAndClose}
      onClose={onClose}
    />
  )
  const { rerender } = render(composer(firstKey))
  if (text !== null) type(text)
  const calls = { onSend, onTyping, onStopTyping, onBegin, onSendAndClose, onClose }
  return { ...calls, rerender: (key: string) => rerender(composer(key)) }
}

/** Resolves once the storage has answered. */
function answered() {
  return act(() => new Promise((resolve) => setTimeout(resolve)))
}

function type(text: string): void {
  fireEvent.change(field(), { target: { value: text } })
}

function field(): HTMLTextAreaElement {
  return screen.getByRole('textbox', { name: 'Message' })
}

function setPointer(pointer: 'fine' | 'coarse'): void {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === `(pointer: ${pointer})` }))
}
