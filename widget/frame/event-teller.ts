import { createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import { PAGE_PAUSE_MS } from '@/client/constants'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'
import { MAX_EVENT_AGE_SECONDS, MAX_EVENTS_AT_ONCE, MAX_TRACKED_EVENTS } from '@/contract/limits'
import { eventData } from './event-data'

type Told = Extract<PageRequest, { type: 'track' }>

/** Tells the server what happened on the page. */
export type EventTeller = {
  add: (event: Told) => void
  /** The visitor's conversation; `null` while there is none, and nothing is told. */
  follow: (conversationId: string | null) => void
}

/**
 * Holds what the page tells, the newest twenty, until there is a conversation, and then tells it a few at a time. What did not arrive
 * is told with the next event, so an answer that is lost may double one. What was refused is not repeated.
 */
export function createEventTeller(host: Pick<FrameHost, 'credential'>): EventTeller {
  const api = createApi({ side: 'visitor', credential: host.credential })
  let waiting: Told[] = []
  let conversationId: string | null = null
  let isTelling = false

  function tellSoon() {
    if (conversationId === null || waiting.length === 0 || isTelling) return
    isTelling = true
    setTimeout(() => void tellNow(), PAGE_PAUSE_MS)
  }

  async function tellNow() {
    const events = waiting.slice(0, MAX_EVENTS_AT_ONCE)
    const isSettled = conversationId !== null && (await tell(conversationId, events))
    if (isSettled) waiting = waiting.filter((event) => !events.includes(event))
    isTelling = false
    if (isSettled) tellSoon()
  }

  /** @returns whether the server has taken or refused them */
  async function tell(id: string, events: Told[]): Promise<boolean> {
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
      tellSoon()
    },
    follow(id) {
      conversationId = id
      tellSoon()
    },
  }
}

function draftOf({ name, data, at }: Told) {
  const seconds = Math.round((Date.now() - at) / 1_000)
  return {
    name,
    ...(data !== undefined && { data: eventData(data) }),
    secondsAgo: Math.min(Math.max(seconds, 0), MAX_EVENT_AGE_SECONDS),
  }
}
