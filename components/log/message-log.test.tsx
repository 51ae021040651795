// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GROUP_GAP_MS, MAX_ROWS, SENDING_SHOWN_AFTER_MS } from '@/client/constants'
import type { TimelineEntry, TimelineEvent, TimelineMessage } from '@/client/conversation/timeline-entries'
import { MessageLog } from './message-log'

const NOON = new Date(2026, 10, 24, 12, 0).getTime()

beforeEach(() => {
  vi.useFakeTimers({ now: NOON + 60 * 60_000 })
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  // jsdom has no layout, so nothing is ever resized.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('W-30 groups', () => {
  it('contain one author’s messages up to five minutes apart, with one name and one time', () => {
    show([
      theirs(1, 'Hi'),
      theirs(2, 'How can we help?', GROUP_GAP_MS),
      theirs(3, 'Still there?', GROUP_GAP_MS * 3),
    ])
    expect(screen.getAllByText('Ada')).toHaveLength(3 - 1)
    expect(visibleTimes()).toHaveLength(2)
  })

  it('end when the author changes', () => {
    show([theirs(1, 'Hi'), ours(2, 'Hello'), theirs(3, 'So?')])
    expect(visibleTimes()).toHaveLength(3)
  })

  it('name the author of every message to screen readers', () => {
    show([theirs(1, 'Hi'), theirs(2, 'Hello?'), ours(3, 'Yes')])
    for (const initials of document.querySelectorAll('[aria-hidden="true"]')) initials.remove()
    expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^Ada:Hi/),
      expect.stringMatching(/^Ada: Hello\?/),
      expect.stringMatching(/^You: Yes/),
    ])
  })
})

it('W-31 gives each day a heading, outside the lists', () => {
  show([theirs(1, 'before', -24 * 60 * 60_000), theirs(2, 'now')])
  expect(screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)).toEqual([
    'Yesterday',
    'Today',
  ])
  for (const list of screen.getAllByRole('list')) {
    expect([...list.children].every((child) => child.tagName === 'LI')).toBe(true)
  }
})

it('is a log that is not a live region and is reachable by keyboard', () => {
  show([theirs(1, 'Hi')])
  const log = screen.getByRole('log', { name: 'Messages' })
  expect(log.getAttribute('aria-live')).toBe('off')
  expect(log.tabIndex).toBe(0)
})

describe('W-37 the delivery state', () => {
  it.each([
    ['sent', 'Sent'],
    ['read', 'Read'],
    ['waiting', 'Waiting for connection'],
    ['slowed', 'Sending slowly'],
  ] as const)('is shown when the message is %s', (state, words) => {
    show([ours(1, 'Hello', 0, state)])
    expect(screen.getByText(words)).toBeTruthy()
  })

  it('is shown while sending only after a delay', () => {
    show([ours(1, 'Hello', 0, 'sending')])
    expect(screen.queryByText('Sending…')).toBeNull()
    act(() => vi.advanceTimersByTime(SENDING_SHOWN_AFTER_MS))
    expect(screen.getByText('Sending…')).toBeTruthy()
  })

  it('is shown only under the last own message', () => {
    show([ours(1, 'one', 0, 'read'), ours(2, 'two', 0, 'sent'), theirs(3, 'three')])
    expect(screen.queryByText('Read')).toBeNull()
    expect(screen.getByText('Sent')).toBeTruthy()
  })

  it('comes with Retry and Delete after a failure', () => {
    const { onRetry, onDiscard } = show([ours(1, 'refused', 0, 'failed'), theirs(2, 'Hi')])
    expect(screen.getByText('Not sent')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }))
    expect(document.activeElement, 'the focus moves to the log when the button unmounts').toBe(
      screen.getByRole('log'),
    )
    expect(onRetry).toHaveBeenCalledExactlyOnceWith('client-1')
    expect(onDiscard).toHaveBeenCalledExactlyOnceWith('client-1')
  })
})

describe('W-40 the text', () => {
  it('is never parsed as HTML, and its links send no referrer', () => {
    const hostile = '<img src=x onerror=alert(1)> https://porchlight.test/a javascript:alert(1)'
    show([theirs(1, hostile)])
    expect(document.querySelector('[data-content]')?.textContent).toBe(hostile)
    expect(document.querySelector('img')).toBeNull()
    const link = screen.getByRole('link')
    expect(link.getAttribute('href')).toBe('https://porchlight.test/a')
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
    expect(link.getAttribute('target')).toBe('_blank')
  })

  it('has its markup rendered if an agent wrote it', () => {
    show([theirs(1, 'a **bold** word\n- and a list')])
    expect(document.querySelector('strong')?.textContent).toBe('bold')
    expect(document.querySelector('[data-content] li')?.textContent).toBe('and a list')
  })

  it('is folded if it is long, and unfolds', () => {
    show([theirs(1, 'line\n'.repeat(21).trim()), theirs(2, 'line\n'.repeat(20).trim())])
    const more = screen.getByRole('button', { name: 'Show more' })
    expect(more.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(more)
    expect(screen.getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded')).toBe('true')
  })
})

describe('W-35 W-39 reading', () => {
  it('is reported when the newest message is on screen in a visible page', () => {
    expect(show([theirs(1, 'Hi'), theirs(2, 'Hello')]).onRead).toHaveBeenCalledWith(2)
  })

  it('is not reported in a hidden page', () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    expect(show([theirs(1, 'Hi')]).onRead).not.toHaveBeenCalled()
  })

  it('is not reported until the window has the focus', () => {
    const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const { onRead } = show([theirs(1, 'Hi')])
    expect(onRead).not.toHaveBeenCalled()
    hasFocus.mockReturnValue(true)
    act(() => void window.dispatchEvent(new Event('focus')))
    expect(onRead).toHaveBeenCalledWith(1)
  })

  it('puts the "New" line before the first unread message, where it stays', () => {
    const entries = [theirs(1, 'old'), theirs(2, 'new'), theirs(3, 'newer')]
    const { rerender } = show(entries, { readSequence: 1 })
    rerender(entries, { readSequence: 3 })
    const [before, after] = screen.getAllByRole('list')
    expect(before && within(before).getByText('old')).toBeTruthy()
    expect(after && within(after).getByText('new')).toBeTruthy()
    expect(screen.getByText('New')).toBeTruthy()
  })

  it('shows no line if nothing is unread', () => {
    show([theirs(1, 'old')], { readSequence: 1 })
    expect(screen.queryByText('New')).toBeNull()
  })
})

describe('A-16 events', () => {
  const lines = () => screen.queryAllByText(/(closed|reopened) this conversation/)

  it('are shown one by one while there are few', () => {
    show([theirs(1, 'Hi'), ...events(2, 3), ours(5, 'Bye')])
    expect(lines()).toHaveLength(3)
    expect(screen.queryByRole('button', { expanded: false })).toBeNull()
  })

  it('are folded behind a button from four in a row on, except the last', () => {
    show([theirs(1, 'Hi'), ...events(2, 4), ours(6, 'Bye')])
    expect(lines().map(({ textContent }) => textContent)).toEqual([expect.stringContaining('reopened')])
    const button = screen.getByRole('button', { name: 'Show 3 earlier changes' })
    expect(button.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(button)
    expect(lines()).toHaveLength(4)
    fireEvent.click(screen.getByRole('button', { name: 'Hide earlier changes', expanded: true }))
    expect(lines()).toHaveLength(1)
  })

  it('are counted separately after each message', () => {
    show([...events(1, 2), ours(3, 'Hi'), ...events(4, 3)])
    expect(lines()).toHaveLength(5)
  })
})

it('A-25 shows when a message was edited, but not if it was deleted since', () => {
  const editedAt = new Date(NOON + 60_000).toISOString()
  const stored = { version: 2, editedAt } as TimelineMessage['stored']
  show([
    { ...theirs(1, 'better'), isEdited: true, stored },
    { ...theirs(2, ''), isEdited: true, isDeleted: true, stored },
  ])
  const labels = screen.getAllByText('Edited')
  expect(labels).toHaveLength(1)
  expect(labels[0]?.getAttribute('datetime')).toBe(editedAt)
  expect(labels[0]?.title).toMatch(/12:01/)
})

it('A-16 shows only that a note is being sent, not that it was sent', () => {
  const note = { ...ours(null, 'angry', 0, 'waiting'), kind: 'note' as const }
  const { rerender } = show([note])
  expect(screen.getByText('Waiting for connection')).toBeTruthy()
  rerender([{ ...note, state: 'sent', sequence: 1, stored: { version: 1 } as TimelineMessage['stored'] }])
  expect(screen.queryByText('Sent')).toBeNull()
})

it('A-35 keeps the other messages when one fails to render', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  show([theirs(1, 'fine'), { ...theirs(2, ''), content: null as unknown as string }, theirs(3, 'fine too')])
  expect(screen.getByText('This message can’t be shown')).toBeTruthy()
  expect(screen.getByText('fine')).toBeTruthy()
  expect(screen.getByText('fine too')).toBeTruthy()
})

it('keeps the row mounted when its message is confirmed', () => {
  const { rerender } = show([ours(null, 'Hello', 0, 'sending')])
  const row = screen.getByRole('listitem')
  rerender([{ ...ours(1, 'Hello', 0, 'sent'), key: row.dataset.id ?? '' }])
  expect(screen.getByRole('listitem')).toBe(row)
})

it('renders at most the maximum number of rows', () => {
  show(Array.from({ length: MAX_ROWS + 50 }, (_, index) => theirs(index + 1, `message ${index + 1}`)))
  const rows = [...document.querySelectorAll('li')]
  expect(rows).toHaveLength(MAX_ROWS)
  expect(rows.at(-1)?.textContent).toContain(`message ${MAX_ROWS + 50}`)
})

it('F21 renders no more than that for a reader further up, in both directions', () => {
  const { rerender } = show(
    Array.from({ length: MAX_ROWS + 60 }, (_, index) => theirs(index + 1, `message ${index + 1}`)),
  )
  const log = screen.getByRole('log')
  Object.defineProperties(log, {
    clientHeight: { value: 500 },
    scrollHeight: { value: 20_000 },
    scrollTop: { value: 19_500, writable: true },
  })
  function scrollTo(top: number) {
    log.scrollTop = top
    fireEvent.scroll(log)
    const rows = [...document.querySelectorAll('li')]
    expect(rows).toHaveLength(MAX_ROWS)
    return [rows[0]?.dataset.id, rows.at(-1)?.dataset.id]
  }

  expect(scrollTo(19_500)).toEqual(['client-61', 'client-360'])
  expect(scrollTo(10_000)).toEqual(['client-61', 'client-360'])
  expect(scrollTo(0)).toEqual(['client-1', 'client-300'])
  rerender(Array.from({ length: MAX_ROWS + 61 }, (_, index) => theirs(index + 1, `message ${index + 1}`)))
  expect(scrollTo(5_000), 'arrivals below do not move the window').toEqual(['client-1', 'client-300'])
  expect(scrollTo(19_400)).toEqual(['client-62', 'client-361'])
  scrollTo(0)
  expect(scrollTo(19_490), 'at the very end the newest rows are rendered').toEqual([
    'client-62',
    'client-361',
  ])
})

it('shows who is typing', () => {
  show([theirs(1, 'Hi')], { typingNames: ['Ada', 'Ben'] })
  expect(screen.getByText('Ada and Ben are typing…')).toBeTruthy()
})

it('has one tab stop among the times, and arrow keys move between them', () => {
  show([theirs(1, 'Hi'), ours(2, 'Hello'), theirs(3, 'So?'), ours(4, 'Bye')])
  const times = screen.getAllByRole('button')
  expect(times.map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, 0])
  act(() => times.at(-1)?.focus())
  fireEvent.keyDown(times.at(-1) as HTMLElement, { key: 'ArrowUp' })
  expect(document.activeElement).toBe(times.at(-2))
})

it('keeps the tab stop and the delivery state of the message before one that was not sent', () => {
  show([theirs(1, 'Hi'), ours(2, 'Hello', 0, 'read'), ours(null, 'Are you there?', 0, 'failed')])
  expect(screen.getByText('Read')).toBeTruthy()
  const stops = screen.getAllByRole('button').filter(({ tabIndex }) => tabIndex === 0)
  expect(stops.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/\d:\d\d/),
    'Retry',
    'Delete',
  ])
})

it('shows the reply that overtook a held message, with both choices', () => {
  const passedBy = { senderName: 'Ben', content: 'It is **5**.' }
  const { onRetry, onTakeBack } = show([{ ...ours(null, 'It is 6.', 0, 'held'), passedBy }])
  expect(screen.getByText(/Not sent:/).parentElement?.textContent).toBe(
    'Not sent: Ben has just replied: It is 5.',
  )
  fireEvent.click(screen.getByRole('button', { name: 'Keep editing' }))
  expect(onTakeBack).toHaveBeenCalledExactlyOnceWith('client-null')
  fireEvent.click(screen.getByRole('button', { name: 'Send anyway' }))
  expect(onRetry).toHaveBeenCalledExactlyOnceWith('client-null')
})

type Changes = { readSequence?: number; typingNames?: string[] }

function show(entries: TimelineEntry[], changes: Changes = {}) {
  const [onRead, onRetry, onDiscard, onTakeBack] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
  const log = (shown: TimelineEntry[], { readSequence = 0, typingNames = [] }: Changes) => (
    <MessageLog
      side="visitor"
      entries={shown}
      isReady
      readSequence={readSequence}
      hasOlder={false}
      nameOf={({ senderName }) => senderName ?? 'Support'}
      typingNames={typingNames}
      onRead={onRead}
      onLoadOlder={() => {}}
      onRetry={onRetry}
      onDiscard={onDiscard}
      onTakeBack={onTakeBack}
    />
  )
  const { rerender } = render(log(entries, changes))
  return {
    onRead,
    onRetry,
    onDiscard,
    onTakeBack,
    rerender: (shown: TimelineEntry[], changed: Changes = {}) => rerender(log(shown, changed)),
  }
}

function visibleTimes(): HTMLElement[] {
  return screen.getAllByRole('button').filter(({ dataset }) => 'time' in dataset)
}

function theirs(sequence: number, content: string, afterMs = 0): TimelineMessage {
  return {
    ...ours(sequence, content, afterMs),
    side: 'agent',
    senderId: 'ada',
    senderName: 'Ada',
    isOwn: false,
  }
}

/** Events in which Ada closes and reopens the conversation in turn. */
function events(from: number, count: number): TimelineEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'event',
    key: `event-${from + index}`,
    sequence: from + index,
    side: 'agent',
    senderId: 'ada',
    senderName: 'Ada',
    isOwn: false,
    type: index % 2 === 0 ? 'closed' : 'reopened',
    createdAt: new Date(NOON).toISOString(),
  }))
}

function ours(
  sequence: number | null,
  content: string,
  afterMs = 0,
  state: TimelineMessage['state'] = 'sent',
): TimelineMessage {
  return {
    kind: 'message',
    isEdited: false,
    isDeleted: false,
    key: `client-${sequence}`,
    clientMessageId: `client-${sequence}`,
    stored: null,
    sequence,
    side: 'visitor',
    senderId: 'vera',
    senderName: null,
    senderPicture: null,
    isOwn: true,
    content,
    createdAt: new Date(NOON + afterMs).toISOString(),
    state,
    passedBy: null,
  }
}
