import { useEffect } from 'react'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'

/** How many of the following conversations to prefetch. */
const AHEAD = 3

/** Prefetching starts after this long without navigation, in milliseconds. */
const PREFETCH_AFTER_MS = 300

/**
 * Prefetches the conversations below the open one when it is opened, so that the next ones open immediately. Not repeated when
 * the list changes, because a busy list would keep every desk sending requests.
 */
export function usePrefetch(inbox: InboxStore, conversationId: string | null, sessions: SessionCache): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const { ids } = inbox.getSnapshot()
      const from = conversationId === null ? 0 : ids.indexOf(conversationId) + 1
      for (const id of ids.slice(from, from + AHEAD)) sessions.prefetch(id)
    }, PREFETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [conversationId, sessions, inbox])
}
