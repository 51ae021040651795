import { useEffect } from 'react'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { ListRow } from '@/client/desk/inbox'

/** How many of the conversations that follow are loaded ahead. */
const AHEAD = 3

/** Loading ahead begins when nobody has gone elsewhere for so long, in milliseconds. */
const PREFETCH_AFTER_MS = 300

/**
 * Loads the conversations below the open one, so that going on shows each at once, and keeps those that were open before
 * up to date, so that going back shows what is new as new.
 */
export function usePrefetch(
  rows: readonly ListRow[],
  conversationId: string | null,
  sessions: SessionCache,
): void {
  const from = rows.findIndex(({ conversation }) => conversation.id === conversationId) + 1
  const next = rows.slice(from, from + AHEAD).map(({ conversation }) => conversation.id)
  const key = next.join(' ')

  useEffect(() => {
    if (key === '') return
    const timer = setTimeout(() => {
      for (const id of key.split(' ')) sessions.prefetch(id)
    }, PREFETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [key, sessions])

  useEffect(() => {
    // The open one hears of everything by itself.
    const others = rows.filter(({ conversation }) => conversation.id !== conversationId)
    for (const { conversation } of others) sessions.refresh(conversation.id, conversation.lastSequence)
  }, [rows, conversationId, sessions])
}
