'use client'

import { useEffect, useState } from 'react'
import { wordsOfNotification } from '@/client/alerts/alarm'
import { Alarms } from '@/client/alerts/alarms'
import { notificationText } from '@/client/alerts/alert-choices'
import { ANNOUNCED_CONTENT_LENGTH } from '@/client/constants'
import type { Arrival } from '@/client/desk/inbox/arrivals'
import { displayName } from '@/client/text/alias'
import { clipText } from '@/client/text/clip-text'
import { alertWords } from '@/client/words/alerts/words'
import { inboxWords } from '@/client/words/inbox/words'
import { useAnnounce } from '@/components/ui/announcer'
import { useLatest } from '@/hooks/browser/use-latest'
import { useDesk } from '@/hooks/desk/use-desk'
import { SilencedNotice } from './notices/silenced-notice'

const { t } = alertWords

/** The maximum length of a notification's name and text, in UTF-16 code units. No system shows more. */
const NOTIFIED_LENGTH = 120

/**
 * Alerts the agent to visitors' messages: by notification and chime, and new conversations also by a screen reader announcement.
 */
export function Arrivals() {
  const { self, inbox, way } = useDesk()
  const announce = useAnnounce()
  const [isSilenced, setIsSilenced] = useState(false)
  const latestAnnounce = useLatest(announce)

  useEffect(() => {
    const arrivals = new Map<string, Arrival>()
    const isWatched = (id: string) =>
      id === way.place().conversationId && document.visibilityState === 'visible' && document.hasFocus()
    const alarms = new Alarms({
      agentId: self.id,
      isWatched,
      wordsOf: async ({ messageId }) => {
        const arrival = arrivals.get(messageId)
        const { visitor, preview } = arrival?.conversation ?? {}
        return wordsOfNotification({
          name: clipText(visitor ? displayName(visitor) : t('aVisitor'), NOTIFIED_LENGTH),
          text: clipText(preview?.text ?? '', NOTIFIED_LENGTH),
          showsText: await notificationText.read(),
          instead: arrival?.isFirst ? t('newConversation') : t('newMessage'),
        })
      },
      open: (conversationId) => way.go({ conversationId }, 'log'),
      onSilenced: () => setIsSilenced(true),
    })

    const stopArrivals = inbox.onArrival((arrival) => {
      const { conversation, isFirst } = arrival
      const { preview, visitor, id } = conversation
      if (preview === null) return
      arrivals.set(preview.messageId, arrival)
      void alarms
        .arrive({ conversationId: id, messageId: preview.messageId })
        .finally(() => arrivals.delete(preview.messageId))
      // The open conversation's log announces its own messages.
      if (!isFirst || isWatched(id)) return
      const words = clipText(preview.text, ANNOUNCED_CONTENT_LENGTH)
      latestAnnounce.current(inboxWords.t('newConversationWith', { name: displayName(visitor), text: words }))
    })
    const stopAllRead = inbox.onAllRead((conversationId) => alarms.settle(conversationId))
    window.addEventListener('pagehide', alarms.withdraw)
    return () => {
      stopArrivals()
      stopAllRead()
      window.removeEventListener('pagehide', alarms.withdraw)
      alarms.stop()
    }
  }, [self.id, inbox, way, latestAnnounce])

  return <SilencedNotice isSilenced={isSilenced} onHeard={() => setIsSilenced(false)} />
}
