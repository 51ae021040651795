import { useMemo } from 'react'
import type { Api } from '@/client/api/api'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import { useLatest } from '@/hooks/browser/use-latest'
import type { Desk } from './desk-context'

type Options = { api: Api; inbox: InboxStore; sessions: SessionCache; openId: string | null }

/** Blocking a visitor and letting it write again: on the server, then in what this page shows of it. */
export function useVisitorBlock({ api, inbox, sessions, openId }: Options): Desk['blockVisitor'] {
  const latestOpenId = useLatest(openId)

  return useMemo(
    () => async (visitorId, isBlocked) => {
      await (isBlocked ? api.blockVisitor(visitorId) : api.unblockVisitor(visitorId))

      const open = latestOpenId.current
      await Promise.all([inbox.reload(), open === null ? null : sessions.peek(open)?.catchUp()])
    },
    [api, inbox, sessions, latestOpenId],
  )
}
