// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { toast } from 'sonner'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUndoToasts, UndoToaster } from './undo-toasts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
})

afterEach(() => {
  toast.dismiss()
  cleanup()
  vi.useRealTimers()
})

function renderToasts() {
  render(<UndoToaster />)
  return createUndoToasts()
}

function wait(ms: number) {
  act(() => {
    vi.advanceTimersByTime(ms)
  })
}

describe('createUndoToasts', () => {
  it('undoes an action by its button, once', () => {
    const toasts = renderToasts()
    const undo = vi.fn()
    act(() => void toasts.offer('Conversation closed', undo))
    wait(50)
    fireEvent.click(screen.getByRole('button', { name: /^Undo/ }))
    expect(undo).toHaveBeenCalledTimes(1)
    expect(toasts.undoLast()).toBe(false)
  })

  it('undoes the last action by key', () => {
    const toasts = renderToasts()
    const undone: string[] = []
    act(() => void toasts.offer('first', () => undone.push('first')))
    act(() => void toasts.offer('second', () => undone.push('second')))
    act(() => void toasts.undoLast())
    act(() => void toasts.undoLast())
    expect(undone).toEqual(['second', 'first'])
    expect(toasts.undoLast()).toBe(false)
  })

  it('dismisses a toast after ten seconds', () => {
    const toasts = renderToasts()
    act(() => void toasts.offer('Conversation closed', () => {}))
    wait(50)
    wait(9_900)
    expect(screen.getByText('Conversation closed')).toBeDefined()
    wait(200)
    expect(toasts.undoLast()).toBe(false)
  })

  it('pauses while it has the focus', () => {
    const toasts = renderToasts()
    const undo = vi.fn()
    act(() => void toasts.offer('Conversation closed', undo))
    wait(50)
    const button = screen.getByRole('button', { name: /^Undo/ })
    act(() => button.focus())
    wait(60_000)
    act(() => button.blur())
    wait(5_000)
    act(() => void toasts.undoLast())
    expect(undo).toHaveBeenCalledTimes(1)
  })

  it('undoes only the last of several actions on one subject', () => {
    const toasts = renderToasts()
    const undone: string[] = []
    act(() => void toasts.offer('closed', () => undone.push('closed'), 'vera'))
    act(() => void toasts.offer('closed', () => undone.push('other'), 'victor'))
    act(() => void toasts.offer('reopened', () => undone.push('reopened'), 'vera'))
    for (const _ of [1, 2, 3]) act(() => void toasts.undoLast())
    expect(undone).toEqual(['reopened', 'other'])
  })

  it('replaces an earlier toast on the same subject, along with its undo', () => {
    const toasts = renderToasts()
    const undo = vi.fn()
    const close = vi.fn()
    act(() => void toasts.offer('Conversation closed', undo, 'vera'))
    act(() =>
      toasts.tell('Vera wrote meanwhile.', {
        subject: 'vera',
        action: { label: 'Close anyway', run: close },
      }),
    )
    wait(50)
    expect(toasts.undoLast()).toBe(false)
    fireEvent.click(screen.getByRole('button', { name: 'Close anyway' }))
    expect([close.mock.calls.length, undo.mock.calls.length]).toEqual([1, 0])
  })
})
