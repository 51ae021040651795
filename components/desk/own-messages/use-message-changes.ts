import { useMemo } from 'react'
import { ApiError } from '@/client/api/api-error'
import { reasonOf } from '@/client/desk/reason-of'
import { ownWords } from '@/client/words/own-words/words'
import { useAnnounce } from '@/components/ui/announcer'
import type { Message } from '@/contract/log/message'
import { useDesk } from '@/hooks/desk/use-desk'
import { useOwnMessages } from './own-messages-context'

const { t } = ownWords

/** Why a change failed. `isConflict`: the message was changed elsewhere, and the log now shows the newer version. */
type Obstacle = { isConflict: boolean; reason: string }

type MessageChanges = {
  /** Saves an edit of `version`. Resolves to `null` on success. */
  save: (messageId: string, change: { content: string; version: number }) => Promise<Obstacle | null>
  /** Deletes the message. Resolves like `save`. */
  remove: (message: Message) => Promise<Obstacle | null>
}

/** Edits and deletes the agent's own messages. The log is up to date when the promises resolve. */
export function useMessageChanges(): MessageChanges {
  const { api, sessions } = useDesk()
  const { conversationId } = useOwnMessages()
  const announce = useAnnounce()

  return useMemo(() => {
    async function attempt(change: () => Promise<unknown>, done: string): Promise<Obstacle | null> {
      const session = sessions.peek(conversationId)
      try {
        await change()
        await session?.catchUp()
        announce(done)
        return null
      } catch (error) {
        const isConflict = error instanceof ApiError && error.code === 'edit_conflict'
        if (isConflict) await session?.catchUp()
        return { isConflict, reason: reasonNotToChange(error) }
      }
    }
    return {
      save: (id, change) => attempt(() => api.editMessage(conversationId, id, change), t('changeSaved')),
      remove: ({ id, version, kind }) =>
        attempt(
          () => api.deleteMessage(conversationId, id, { version }),
          t(kind === 'note' ? 'noteIsDeleted' : 'messageIsDeleted'),
        ),
    }
  }, [api, sessions, conversationId, announce])
}

/** The reason to show, and what to do about it. */
function reasonNotToChange(error: unknown): string {
  if (!(error instanceof ApiError)) return reasonOf(error)
  if (error.code === 'edit_too_late') return t('changeTooLate')
  if (error.code === 'too_many_edits') return t('changedTooOften')
  if (error.code === 'rate_limited') return t('changeTooFast')
  return reasonOf(error)
}
