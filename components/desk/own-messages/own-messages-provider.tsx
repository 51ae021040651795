'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { isWritten } from '@/client/conversation/timeline-entries'
import { draftKeyOf } from '@/client/outbox/draft-key'
import { forgetEdit, readEdits, writeEdit } from '@/client/outbox/edits'
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
    void readEdits(replyKey).then((left) => {
      if (!isCurrent || left.length === 0) return
      const restored = left.map(([id, edit]): [string, Edit] => [id, { ...edit, from: null }])
      // Edits opened in the meantime have the newer text.
      setEdits((now) => new Map([...restored, ...now]))
    })
    return () => {
      isCurrent = false
    }
  }, [replyKey])

  const own = useMemo((): OwnMessages => {
    function open({ id, content, version }: Message, from: Edit['from']) {
      // An edit that is already open keeps its text and version, and gets the focus.
      setEdits((now) => new Map(now).set(id, { text: content, version, ...now.get(id), from }))
    }

    return {
      conversationId,
      actor: self,
      edits,
      open,
      textOf: (id, edit) => typed.current.get(id) ?? edit.text,
      keep(id, edit) {
        typed.current.set(id, edit.text)
        void writeEdit(replyKey, id, edit)
      },
      close(id) {
        typed.current.delete(id)
        void forgetEdit(replyKey, id)
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
