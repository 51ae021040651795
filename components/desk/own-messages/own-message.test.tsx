// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError } from '@/client/api/api-error'
import type { TimelineMessage } from '@/client/conversation/timeline-entries'
import type { Desk } from '@/client/desk/desk'
import { UNCHANGED } from '@/client/testing/log'
import type { ErrorCode } from '@/contract/error-codes'
import { MESSAGE_EDIT_MS } from '@/contract/limits'
import type { Message } from '@/contract/log/message'
import type * as Policy from '@/contract/policy'
import { DeskContext } from '@/hooks/desk/use-desk'
import { OwnMessage } from './own-message'
import { OwnMessagesProvider } from './own-messages-provider'

/** Actions that the policy forbids here, whatever it says otherwise. */
const forbidden = vi.hoisted(() => new Set<string>())
vi.mock('@/contract/policy', async (importOriginal) => {
  const policy = await importOriginal<typeof Policy>()
  const can: typeof policy.can = (actor, action, facts) =>
    !forbidden.has(action) && policy.can(actor, action, facts)
  return { ...policy, can }
})

const NOW = Date.parse('2026-11-24T10:00:00Z')
const editMessage = vi.fn()
const deleteMessage = vi.fn()
const catchUp = vi.fn(async () => {})

beforeEach(() => {
  localStorage.clear()
  forbidden.clear()
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  for (const call of [editMessage, deleteMessage, catchUp]) call.mockReset()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('A-25 the menu', () => {
  it('is shown for five minutes, then disappears by itself', async () => {
    await show(message({ createdAt: NOW - 60_000 }))
    expect(menu()).toBeTruthy()
    menu()?.focus()
    await act(() => vi.advanceTimersByTimeAsync(MESSAGE_EDIT_MS - 60_000 - 1))
    expect(menu()).toBeTruthy()
    await act(() => vi.advanceTimersByTimeAsync(10))
    expect(menu()).toBeNull()
    expect(document.activeElement, 'the focus is not lost').toBe(screen.getByRole('log'))
  })

  it.each([
    ['on its way', { ...message(), stored: null }],
    ['deleted', message({ deletedAt: '2026-11-24T09:59:00Z' })],
    ['too old', message({ createdAt: NOW - MESSAGE_EDIT_MS - 1 })],
  ])('is not shown for a message that is %s', async (_, entry) => {
    await show(entry)
    expect(menu()).toBeNull()
    expect(screen.getByText('bubble')).toBeTruthy()
  })

  it.each([
    ['edit_message', ['Delete']],
    ['delete_message', ['Edit']],
  ])('offers only what the policy allows, here not %s', async (action, offered) => {
    forbidden.add(action)
    await show(message())
    await act(async () => fireEvent.keyDown(menu() as HTMLElement, { key: 'Enter' }))
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(offered)
  })

  it('names a note', async () => {
    await show(message({ kind: 'note' }))
    expect(screen.getByRole('button', { name: 'Edit or delete your note' })).toBeTruthy()
  })
})

describe('A-25 the editor', () => {
  it('saves on Enter, based on the version it opened with, and closes', async () => {
    await edit()
    type('At nine')
    await press({ key: 'Enter' })
    expect(editMessage).toHaveBeenCalledExactlyOnceWith('c1', 'm1', { content: 'At nine', version: 3 })
    expect(catchUp).toHaveBeenCalled()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(kept()).toEqual([])
  })

  it.each([
    ['Escape', { key: 'Escape' }],
    ['Enter without a change', { key: 'Enter' }],
  ])('closes on %s without a request', async (name, key) => {
    await edit()
    if (name === 'Escape') type('Never mind')
    await press(key)
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(editMessage).not.toHaveBeenCalled()
    expect(kept()).toEqual([])
  })

  it.each([
    ['Shift+Enter', { key: 'Enter', shiftKey: true }],
    ['an Enter during composition', { key: 'Enter', isComposing: true }],
    ['an Escape during composition', { key: 'Escape', isComposing: true }],
  ])('stays open on %s', async (_, key) => {
    await edit()
    type('At nine')
    await press(key)
    expect(field().value).toBe('At nine')
    expect(editMessage).not.toHaveBeenCalled()
  })

  it('saves neither an empty text nor one that is too long', async () => {
    await edit()
    type('  ')
    await press({ key: 'Enter' })
    expect(screen.getByRole('alert').textContent).toBe('Write something, or cancel and delete it.')
    type('x'.repeat(4_002))
    await press({ key: 'Enter' })
    expect(screen.getByRole('alert').textContent).toContain('2 characters too many.')
    expect(editMessage).not.toHaveBeenCalled()
  })

  it.each<[string, Error, RegExp]>([
    ['it is too late', refusal('edit_too_late'), /five minutes.*Copy your text/],
    ['it was edited too often', refusal('too_many_edits'), /Write another message/],
    ['there is no response', new NetworkError(), /Check your connection/],
    ['the rate limit is reached', refusal('rate_limited'), /Wait a moment/],
  ])('keeps the text and says what to do when %s', async (_, error, words) => {
    await edit()
    type('At nine')
    editMessage.mockRejectedValueOnce(error)
    await press({ key: 'Enter' })
    expect(screen.getByRole('alert').textContent).toMatch(words)
    expect(field().value).toBe('At nine')
    expect(kept()).toEqual(['At nine'])
    await press({ key: 'Enter' })
    expect(editMessage).toHaveBeenLastCalledWith('c1', 'm1', { content: 'At nine', version: 3 })
  })

  it('overwrites what another window has saved only on a second try', async () => {
    const { rerender } = await edit()
    type('At nine')
    editMessage.mockRejectedValueOnce(refusal('edit_conflict'))
    catchUp.mockImplementationOnce(async () => rerender(message({ version: 5, content: 'At ten' })))
    await press({ key: 'Enter' })
    expect(screen.getByRole('alert').textContent).toMatch(/another window. Save again/)
    await press({ key: 'Enter' })
    expect(editMessage).toHaveBeenLastCalledWith('c1', 'm1', { content: 'At nine', version: 5 })
  })

  it.each(['a reload', 'its row was out of the log’s window'])(
    'is still of the version that it started from after %s',
    async (how) => {
      const { rerender } = await edit()
      type('At nine')
      const changedMeanwhile = message({ version: 5, content: 'At ten' })
      if (how === 'a reload') {
        cleanup()
        await show(changedMeanwhile)
      } else {
        rerender(null)
        rerender(changedMeanwhile)
      }
      editMessage.mockRejectedValueOnce(refusal('edit_conflict'))
      await press({ key: 'Enter' })
      expect(editMessage).toHaveBeenLastCalledWith('c1', 'm1', { content: 'At nine', version: 3 })
      expect(screen.getByRole('alert').textContent).toMatch(/another window. Save again/)
      await press({ key: 'Enter' })
      expect(editMessage).toHaveBeenLastCalledWith('c1', 'm1', { content: 'At nine', version: 5 })
    },
  )

  it('keeps the text of a message that was deleted meanwhile', async () => {
    const { rerender } = await edit()
    type('At nine')
    rerender(message({ deletedAt: '2026-11-24T10:00:00Z', content: '' }))
    expect(screen.getByRole('alert').textContent).toMatch(/deleted in another window. Copy/)
    expect(field().value).toBe('At nine')
    await press({ key: 'Enter' })
    expect(editMessage).not.toHaveBeenCalled()
  })

  it('keeps the text, and leaves the focus alone, when its row leaves the log’s window and comes back', async () => {
    const { rerender } = await edit()
    type('At nine')
    rerender(null)
    rerender(message())
    expect(field().value).toBe('At nine')
    expect(document.activeElement).toBe(document.body)
  })

  it('reopens after a reload, with its text and without taking the focus', async () => {
    await edit()
    type('At nine')
    cleanup()
    await show(message())
    expect(field().value).toBe('At nine')
    expect(document.activeElement).toBe(document.body)
  })
})

describe('A-25 deleting', () => {
  it('asks for confirmation, sends the version, and shows why it failed', async () => {
    await show(message())
    await chooseInMenu('Delete')
    expect(screen.getByRole('alertdialog', { name: 'Delete this message?' })).toBeTruthy()
    expect(deleteMessage).not.toHaveBeenCalled()
    deleteMessage.mockRejectedValueOnce(refusal('edit_too_late'))
    const confirm = () => act(async () => fireEvent.click(screen.getByRole('button', { name: 'Delete' })))
    await confirm()
    expect(screen.getByRole('alertdialog').textContent).toContain('five minutes')
    await confirm()
    expect(deleteMessage.mock.calls).toEqual([
      ['c1', 'm1', { version: 3 }],
      ['c1', 'm1', { version: 3 }],
    ])
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

async function show(entry: TimelineMessage) {
  const desk = {
    self: { id: 'ada', role: 'agent', name: 'Ada', picture: null },
    api: { editMessage, deleteMessage },
    sessions: { peek: () => ({ catchUp, getSnapshot: () => ({ entries: [] }) }) },
  } as unknown as Desk
  const page = (shown: TimelineMessage | null) => (
    <DeskContext value={desk}>
      <OwnMessagesProvider conversationId="c1">
        <div role="log" tabIndex={-1}>
          {shown && (
            <OwnMessage entry={shown}>
              <p>bubble</p>
            </OwnMessage>
          )}
        </div>
      </OwnMessagesProvider>
    </DeskContext>
  )
  const { rerender } = render(page(entry))
  // Wait until the lazily loaded UI is there.
  await act(async () => void (await import('./tools')))
  await act(() => vi.advanceTimersByTimeAsync(0))
  return { rerender: (shown: TimelineMessage | null) => rerender(page(shown)) }
}

async function edit() {
  const shown = await show(message())
  await chooseInMenu('Edit')
  expect(field().value).toBe('At nein')
  return shown
}

async function chooseInMenu(name: string) {
  const button = menu()
  if (button === null) throw new Error('there is no menu')
  await act(async () => fireEvent.keyDown(button, { key: 'Enter' }))
  await act(async () => fireEvent.click(screen.getByRole('menuitem', { name })))
  await act(() => vi.advanceTimersByTimeAsync(0))
}

function menu(): HTMLElement | null {
  return screen.queryByRole('button', { name: /^Edit or delete your/ })
}

function field(): HTMLTextAreaElement {
  return screen.getByRole('textbox', { name: 'Edit message' })
}

function type(text: string): void {
  fireEvent.change(field(), { target: { value: text } })
}

async function press(init: object) {
  await act(async () => fireEvent.keyDown(field(), init))
}

/** The edits kept in storage. */
function kept(): string[] {
  return Object.entries(localStorage)
    .filter(([key]) => key.includes(':edit:'))
    .map(([, value]) => JSON.parse(value).text)
}

function refusal(code: ErrorCode): ApiError {
  return new ApiError({
    status: 403,
    code,
    message: code,
    param: null,
    requestId: 'r',
    retryAfterSeconds: null,
  })
}

type Changes = Partial<Omit<Message, 'createdAt'>> & { createdAt?: number }

function message({ createdAt = NOW, ...changes }: Changes = {}): TimelineMessage {
  const stored: Message = {
    id: 'm1',
    conversationId: 'c1',
    sequence: 1,
    clientMessageId: 'client-1',
    senderId: 'ada',
    senderSide: 'agent',
    senderName: 'Ada',
    senderPicture: null,
    content: 'At nein',
    read: false,
    ...UNCHANGED,
    version: 3,
    createdAt: new Date(createdAt).toISOString(),
    ...changes,
  }
  return { ...stored, stored, isDeleted: stored.deletedAt !== null } as unknown as TimelineMessage
}
