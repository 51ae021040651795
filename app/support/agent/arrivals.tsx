'use client'

import { useEffect } from 'react'
import { ANNOUNCED_CONTENT_LENGTH } from '@/client/constants'
import { chime } from '@/client/desk/chime'
import type { Arrival } from '@/client/desk/inbox-store'
import { displayName } from '@/client/text/alias'
import { clipText } from '@/client/text/clip-text'
import { useAnnounce } from '@/components/announcer'
import { useLatest } from '@/hooks/use-latest'
import { useDesk } from './desk-context'

/** Makes heard what visitors write: a chime, and the words of a new conversation for those who listen to the page. */
export function Arrivals() {
  const { inbox, place } = useDesk()
  const announce = useAnnounce()
  const latest = useLatest({ announce, openId: place.conversationId })

  useEffect(
    () =>
      inbox.onArrival(({ conversation, isFirst }: Arrival) => {
        const { announce, openId } = latest.current
        // The open conversation's log announces its own messages, and an agent who is looking at it needs no sound.
        if (conversation.id === openId && document.hasFocus()) return
        void chime()
        if (!isFirst) return
        const words = clipText(conversation.preview?.text ?? '', ANNOUNCED_CONTENT_LENGTH)
        announce(`New conversation with ${displayName(conversation.visitor)}: ${words}`)
      }),
    [inbox, latest],
  )
  return null
}
