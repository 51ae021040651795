import { createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import { PAGE_PAUSE_MS } from '@/client/constants'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'
import { MAX_EVENT_AGE_SECONDS, MAX_EVENTS_AT_ONCE, MAX_TRACKED_EVENTS } from '@/contract/limits'
import { eventData } from './event-data'

type Tracked = Extract<PageRequest, { type: 'track' }>

/** Sends the page's tracked events to the server. */
export type EventTracker = {
  add: (event: Tracked) => void
  /** Sets the visitor's conversation. While it is `null`, events are only queued. */
  follow: (conversationId: string | null) => void
}

/**
 * Queues the page's newest twenty events until there is a conversation, then sends them in batches. Failed batches are sent again
 * with the next event, so a lost response can duplicate events. Refused ones are dropped.
 */
export function createEventTracker(host: Pick<FrameHost, 'credential'>): EventTracker {
  const api = createApi({ side: 'visitor', credential: host.credential })
  let waiting: Tracked[] = []
  let conversationId: string | null = null
  let isSending = false

  function flushSoon() {
    if (conversationId === null || waiting.length === 0 || isSending) return
    isSending = true
    setTimeout(() => void flush(), PAGE_PAUSE_MS)
  }

  async function flush() {
    const events = waiting.slice(0, MAX_EVENTS_AT_ONCE)
    const isSettled = conversationId !== null && (await send(conversationId, events))
    if (isSettled) waiting = waiting.filter((event) => !events.includes(event))
    isSending = false
    if (isSettled) flushSoon()
  }

  /** @returns whether the server has accepted or refused them */
  async function send(id: string, events: Tracked[]): Promise<boolean> {
    try {
      await api.trackEvents(id, { events: events.map(draftOf) })
      return true
    } catch (error) {
      return error instanceof ApiError && error.status < 500 && error.code !== 'rate_limited'
    }
  }

  return {
    add(event) {
      waiting = [...waiting, event].slice(-MAX_TRACKED_EVENTS)
      flushSoon()
    },
    follow(id) {
      conversationId = id
      flushSoon()
    },
  }
}

function draftOf({ name, data, at }: Tracked) {
  const seconds = Math.round((Date.now() - at) / 1_000)
  return {
    name,
    ...(data !== undefined && { data: eventData(data) }),
    secondsAgo: Math.min(Math.max(seconds, 0), MAX_EVENT_AGE_SECONDS),
  }
}
