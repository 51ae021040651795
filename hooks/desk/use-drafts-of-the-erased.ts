import { useEffect } from 'react'
import type { Api } from '@/client/api/api'
import { isGone } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import { conversationOfKey, draftKeyOf } from '@/client/outbox/draft-key'
import { draftKeys } from '@/client/outbox/draft-store'

/** When the inbox opens, discards drafts for conversations that were deleted while this browser was offline. */
export function useDraftsOfTheErased(api: Api, selfId: string, sessions: SessionCache): void {
  useEffect(() => {
    let isCurrent = true
    const prefix = draftKeyOf(selfId, '')

    async function check() {
      const keys = await draftKeys(prefix)
      // A conversation may have a reply, a note and edits.
      for (const conversationId of new Set(keys.map((key) => conversationOfKey(selfId, key)))) {
        if (!isCurrent) return
        const error = await api.getConversation(conversationId, { limit: 1 }).then(
          () => null,
          (reason: unknown) => reason,
        )
        if (isGone(error) && error.code === 'not_found') sessions.erase([conversationId])
      }
    }
    void check()
    return () => {
      isCurrent = false
    }
  }, [api, selfId, sessions])
}
