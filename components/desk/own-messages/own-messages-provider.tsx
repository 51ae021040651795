'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { isWritten } from '@/client/conversation/timeline-entries'
import { draftKeyOf, editedMessageOf, editKeyOf } from '@/client/outbox/draft-key'
import { draftKeys } from '@/client/outbox/draft-store'
import { forgetDraft, readDraft, writeDraft } from '@/client/outbox/drafts'
import type { Message } from '@/contract/log/message'
import { type Actor, can } from '@/contract/policy'
import { useDesk } from '@/hooks/desk/use-desk'
import { areToolsLoaded } from './load-tools'
import { type Edit, type OwnMessages, OwnMessagesContext } from './own-messages-context'

type OwnMessagesProviderProps = { conversationId: string; children: ReactNode }

/** Provides the edits of the agent's own messages in a conversation. Reopens edits that were interrupted by a reload. */
export function OwnMessagesProvider({ conversationId, children }: OwnMessagesProviderProps) {
  const { self, sessions } = useDesk()
  const replyKey = draftKeyOf(self.id, conversationId)
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map())
  // Not part of the state: typing renders nothing but the field.
  const typed = useRef(new Map<string, string>())

  useEffect(() => {
    let isCurrent = true
    void editsLeft(replyKey).then((left) => {
      // Edits opened in the meantime have the newer text.
      if (isCurrent && left.length > 0) setEdits((now) => new Map([...left, ...now]))
    })
    return () => {
      isCurrent = false
    }
  }, [replyKey])

  const own = useMemo((): OwnMessages => {
    function open({ id, content }: Message, from: Edit['from']) {
      // An edit that is already open keeps its text and gets the focus.
      setEdits((now) => new Map(now).set(id, { text: now.get(id)?.text ?? content, from }))
    }

    return {
      conversationId,
      actor: self,
      edits,
      open,
      textOf: (id, edit) => typed.current.get(id) ?? edit.text,
      keep(id, text) {
        typed.current.set(id, text)
        void writeDraft(editKeyOf(replyKey, id), text)
      },
      close(id) {
        typed.current.delete(id)
        void forgetDraft(editKeyOf(replyKey, id))
        setEdits((now) => new Map([...now].filter(([known]) => known !== id)))
      },
      editLast() {
        const entries = sessions.peek(conversationId)?.getSnapshot().entries ?? []
        const last = entries.filter(isWritten).findLast((entry) => isOpenTo(self, entry))?.stored ?? null
        if (last === null || !areToolsLoaded()) return false
        open(last, 'composer')
        return true
      },
    }
  }, [self, sessions, conversationId, replyKey, edits])

  return <OwnMessagesContext value={own}>{children}</OwnMessagesContext>
}

function isOpenTo(actor: Actor, { stored }: { stored: Message | null }): boolean {
  return stored !== null && can(actor, 'edit_message', { message: stored })
}

async function editsLeft(replyKey: string): Promise<[messageId: string, edit: Edit][]> {
  const keys = await draftKeys(editKeyOf(replyKey, ''))
  const edits = await Promise.all(
    keys.map(
      async (key): Promise<[string | null, Edit]> => [
        editedMessageOf(replyKey, key),
        { text: await readDraft(key), from: null },
      ],
    ),
  )
  return edits.flatMap(([id, edit]) => (id !== null && edit.text !== '' ? [[id, edit]] : []))
}
