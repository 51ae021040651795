import { useMemo } from 'react'
import type { Api } from '@/client/api'
import { isGone } from '@/client/api-error'
import type { InboxRow } from '@/client/inbox'
import type { InboxStore } from '@/client/inbox-store'
import type { SessionCache } from '@/client/session-cache'
import type { UndoToasts } from '@/components/agent/undo-toasts'
import { useLatest } from '@/hooks/use-latest'
import type { Desk } from './desk-context'

type Options = {
  api: Api
  inbox: InboxStore
  sessions: SessionCache
  toasts: UndoToasts
  way: Pick<Desk, 'place' | 'go'>
}

/** Deleting a visitor's data: on the server, in this browser, and on to the next conversation. */
export function useVisitorErasure({ api, inbox, sessions, toasts, way }: Options): Desk['eraseVisitor'] {
  const latest = useLatest(way)

  return useMemo(
    () => async (visitorId) => {
      const openId = latest.current.place.conversationId
      const { rows } = inbox.getSnapshot()
      const nextId = nextAfter(rows, openId, visitorId)

      await eraseOnServer(api, visitorId)

      const own = rows.map(({ conversation }) => conversation).filter(({ userId }) => userId === visitorId)
      const ids = [...own.map(({ id }) => id), ...(openId === null ? [] : [openId])]
      inbox.erase(ids)
      sessions.erase(ids)
      toasts.tell('The visitor’s data was deleted.')
      if (latest.current.place.conversationId === openId) {
        latest.current.go({ conversationId: nextId }, nextId === null ? undefined : 'log')
      }
    },
    [api, inbox, sessions, toasts, latest],
  )
}

/** The conversation below the open one, or else the one above it, that is somebody else's. */
function nextAfter(rows: readonly InboxRow[], openId: string | null, visitorId: string): string | null {
  const from = rows.findIndex(({ conversation }) => conversation.id === openId)
  const others = (some: readonly InboxRow[]) =>
    some.map(({ conversation }) => conversation).filter(({ userId }) => userId !== visitorId)
  const next = others(rows.slice(from + 1))[0] ?? others(rows.slice(0, Math.max(from, 0))).at(-1)
  return next?.id ?? null
}

/** Whoever was faster has done what was wanted. */
async function eraseOnServer(api: Api, visitorId: string): Promise<void> {
  try {
    await api.eraseVisitor(visitorId)
  } catch (error) {
    if (!isGone(error) || error.code !== 'not_found') throw error
  }
}
