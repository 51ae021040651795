'use client'

import { useCallback, useEffect, useState } from 'react'
import { PRESENCE_HIDDEN_MS } from '@/client/constants'
import { mayListen } from '@/client/conversation/conversation-view'
import {
  isFromOtherSide,
  type TimelineEntry,
  type TimelineMessage,
} from '@/client/conversation/timeline-entries'
import { withoutMarkup } from '@/client/text/markup'
import type { VisitorHost } from '@/client/visitor/host/host'
import { createPageHost } from '@/client/visitor/host/page-host'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { liveChannel } from '@/contract/log/channels'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useIsPageVisible } from '@/hooks/browser/use-is-page-visible'
import { useWords } from '@/hooks/browser/use-words'
import { useConversation } from '@/hooks/conversation/use-conversation'
import { useMessageAnnouncements } from '@/hooks/conversation/use-message-announcements'
import { useEnter } from '@/hooks/realtime/use-presence'
import { AblyProvider } from '../ably-provider'
import { useAnnounce } from '../ui/announcer'
import { PartBoundary } from '../ui/part-boundary'
import { BrokenChat } from './broken-chat'
import type { ChatEntrance } from './chat-dialog'
import { ChatLanguage } from './chat-language'
import { ChatPanel } from './chat-panel'

/** What the launcher needs to know about the chat. */
export type ChatNews = {
  conversationId: string
  unreadCount: number
  /** The newest unread message, if any. */
  latest: { sequence: number; author: string; content: string } | null
}

export type UserChatBoxProps = {
  endpoint: RealtimeEndpoint
  /** The chat's environment. Default: Porchlight's own page. */
  host?: VisitorHost
  /** The name shown until an agent has answered. */
  teamName?: string
  /** The site's welcome text for an empty chat. Default: a text in the visitor's language. */
  welcome?: string
  /** A closed box renders nothing, but keeps receiving if the visitor has a conversation. */
  isOpen?: boolean
  panelId?: string
  entrance?: ChatEntrance
  onClose: () => void
  onNews?: (news: ChatNews | null) => void
}

/**
 * The visitor's chat: history, live updates, sending and receiving. Loads nothing until there is a conversation, which the first
 * message starts.
 */
export function UserChatBox({ endpoint, host: given, ...props }: UserChatBoxProps) {
  const [host] = useState(() => given ?? createPageHost())
  // The server issues no token without a conversation, to a blocked visitor, or for an archived site.
  const [conversationId, setConversationId] = useState<string | null>(null)
  return (
    <AblyProvider side="visitor" endpoint={endpoint} identity={conversationId} host={host}>
      <ChatLanguage host={host}>
        <VisitorChat {...props} host={host} onConversation={setConversationId} />
      </ChatLanguage>
    </AblyProvider>
  )
}

type VisitorChatProps = Omit<UserChatBoxProps, 'endpoint' | 'host'> & {
  host: VisitorHost
  onConversation: (conversationId: string | null) => void
}

function VisitorChat(props: VisitorChatProps) {
  const { host, teamName: given, welcome, isOpen = true, panelId, entrance } = props
  const { onClose, onNews, onConversation } = props
  const { t } = useWords()
  const teamName = given ?? t('team')
  const chat = useConversation({ side: 'visitor', conversationId: null, host })
  const { conversationId, siteId, conversation, entries, readSequence } = chat.view
  const nameOf = useCallback(
    ({ senderName }: { senderName: string | null }) => senderName ?? teamName,
    [teamName],
  )

  const isGone = useDelayed(!useIsPageVisible(), PRESENCE_HIDDEN_MS)
  const live = conversationId === null || siteId === null ? null : liveChannel(siteId, conversationId)
  useEnter(live, { isHere: !isGone })

  const listensTo = mayListen(chat.view) ? conversationId : null
  useEffect(() => onConversation(listensTo), [onConversation, listensTo])

  const unreadCount = conversation?.unreadCount ?? 0
  const latest = entries
    .filter((entry) => isFromOtherSide(entry, 'visitor'))
    .findLast(({ sequence }) => sequence !== null)
  const latestUnread = latest && (latest.sequence ?? 0) > readSequence ? latest : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the message's key identifies it
  useEffect(() => {
    if (conversationId === null) return onNews?.(null)
    onNews?.({
      conversationId,
      unreadCount,
      latest: latestUnread
        ? {
            sequence: latestUnread.sequence ?? 0,
            author: nameOf(latestUnread),
            content: withoutMarkup(latestUnread.content),
          }
        : null,
    })
  }, [onNews, conversationId, unreadCount, latestUnread?.key, nameOf])

  if (!isOpen) return <WhileClosed entries={entries} isReady={chat.view.phase === 'ready'} nameOf={nameOf} />
  return (
    <PartBoundary fallback={(retry) => <BrokenChat onRetry={retry} onClose={onClose} />}>
      <ChatPanel
        id={panelId}
        chat={chat}
        storage={host.storage}
        teamName={teamName}
        welcome={welcome}
        nameOf={nameOf}
        entrance={entrance}
        onClose={onClose}
      />
    </PartBoundary>
  )
}

type WhileClosedProps = {
  entries: readonly TimelineEntry[]
  isReady: boolean
  nameOf: (entry: TimelineMessage) => string
}

/** Announces new messages to screen readers while the chat is closed. */
function WhileClosed(props: WhileClosedProps) {
  useMessageAnnouncements({ ...props, side: 'visitor', announce: useAnnounce(), isBrief: true })
  return null
}
