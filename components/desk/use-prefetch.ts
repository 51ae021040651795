import { useEffect } from 'react'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { ListRow } from '@/client/desk/inbox/inbox'
import { useLatest } from '@/hooks/browser/use-latest'

/** How many of the conversations that follow are loaded ahead. */
const AHEAD = 3

/** Loading ahead begins when nobody has gone elsewhere for so long, in milliseconds. */
const PREFETCH_AFTER_MS = 300

/**
 * Loads the conversations below the open one when it is opened, so that moving on shows each at once. It does not load again when
 * the list moves, because then a busy list would keep every desk sending requests.
 */
export function usePrefetch(
  rows: readonly ListRow[],
  conversationId: string | null,
  sessions: SessionCache,
): void {
  const latestRows = useLatest(rows)

  useEffect(() => {
    const timer = setTimeout(() => {
      const ids = latestRows.current.map(({ conversation }) => conversation.id)
      const from = conversationId === null ? 0 : ids.indexOf(conversationId) + 1
      for (const id of ids.slice(from, from + AHEAD)) sessions.prefetch(id)
    }, PREFETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [conversationId, sessions, latestRows])
}
