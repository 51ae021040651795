import { useMemo } from 'react'
import type { Api } from '@/client/api/api'
import { isGone } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import { inboxWords } from '@/client/words/inbox/words'
import { useLatest } from '@/hooks/browser/use-latest'
import type { Desk } from './desk-context'
import type { UndoToasts } from './undo-toasts'

const { t } = inboxWords

type Options = {
  api: Api
  inbox: InboxStore
  sessions: SessionCache
  toasts: UndoToasts
  way: Pick<Desk, 'place' | 'go'>
}

/** Deleting a visitor's data: on the server and in this browser. Nothing is open afterwards. */
export function useVisitorErasure({ api, inbox, sessions, toasts, way }: Options): Desk['eraseVisitor'] {
  const latest = useLatest(way)

  return useMemo(
    () => async (visitorId) => {
      const openId = latest.current.place.conversationId
      const { rows } = inbox.getSnapshot()

      await eraseOnServer(api, visitorId)

      const own = rows
        .map(({ conversation }) => conversation)
        .filter(({ visitor }) => visitor.id === visitorId)
      const ids = [...own.map(({ id }) => id), ...(openId === null ? [] : [openId])]
      inbox.erase(ids)
      sessions.erase(ids)
      toasts.tell(t('dataDeleted'))
      if (latest.current.place.conversationId === openId) {
        // Opening the next one would read it for the whole team.
        latest.current.go({ conversationId: null })
      }
    },
    [api, inbox, sessions, toasts, latest],
  )
}

/** Another agent was faster: what was wanted is done. */
async function eraseOnServer(api: Api, visitorId: string): Promise<void> {
  try {
    await api.eraseVisitor(visitorId)
  } catch (error) {
    if (!isGone(error) || error.code !== 'not_found') throw error
  }
}
