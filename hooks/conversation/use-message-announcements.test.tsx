// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ANNOUNCER_BATCH_MS } from '@/client/constants'
import type { TimelineEntry, TimelineMessage } from '@/client/conversation/timeline-entries'
import { useMessageAnnouncements } from './use-message-announcements'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const history = [1, 2, 3].map((sequence) => from('agent', sequence))
const failed = { ...from('visitor', null), state: 'failed' } as TimelineEntry

it('announces new messages, not earlier ones', () => {
  const page = show()
  page.draw([], { isReady: false })
  page.draw([...history, failed])
  page.expectSaid()
  page.draw([...history, from('agent', 4), failed])
  page.expectSaid('Ada: Message 4')
})

it('does not announce a history that is loaded late', () => {
  const page = show()
  // Before the browser knows that this visitor has a conversation.
  page.draw([])
  page.draw([], { isReady: false })
  page.draw([...history, failed])
  page.expectSaid()
})

it('announces the first reply in a conversation that starts here', () => {
  const page = show()
  page.draw([])
  page.draw([from('visitor', 1)])
  page.draw([from('visitor', 1), from('agent', 2)])
  page.expectSaid('Ada: Message 2')
})

function show() {
  const said: string[] = []
  const options = {
    side: 'visitor',
    nameOf: () => 'Ada',
    announce: (text: string) => void said.push(text),
  } as const
  const { rerender } = renderHook(
    (changing: { entries: TimelineEntry[]; isReady: boolean }) =>
      useMessageAnnouncements({ ...options, ...changing }),
    { initialProps: { entries: [] as TimelineEntry[], isReady: false } },
  )
  return {
    draw: (entries: TimelineEntry[], { isReady = true } = {}) => rerender({ entries, isReady }),
    expectSaid: (...texts: string[]) => {
      vi.advanceTimersByTime(2 * ANNOUNCER_BATCH_MS)
      expect(said).toEqual(texts)
    },
  }
}

function from(side: TimelineMessage['side'], sequence: number | null): TimelineEntry {
  return {
    kind: 'message',
    key: `${sequence}`,
    side,
    sequence,
    content: `Message ${sequence}`,
    state: 'sent',
  } as TimelineEntry
}
