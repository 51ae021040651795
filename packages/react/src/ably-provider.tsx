import { createContext, useContext, useEffect, useState } from 'react'
import { mayListen } from '@/client/conversation/conversation-view'
import { isWritten, type TimelineMessage } from '@/client/conversation/timeline-entries'
import { AblyProvider as Connection } from '@/components/ably-provider'
import { pathOf } from '@/contract/api-calls'
import { useConversation as useSession } from '@/hooks/conversation/use-conversation'
import { usePorchlight } from './porchlight-context'
import type { AblyProviderProps, ChatConversation, ChatMessage } from './public'

/** Passes the visitor's conversation to the provider. Without one, it does not connect. */
const ConversationContext = createContext<((conversationId: string | null) => void) | null>(null)

/** Provides the realtime connection of this visitor's conversation to `useConversation` and `useAblyChannel` below it. */
export function AblyProvider({ children }: AblyProviderProps) {
  const { host, site } = usePorchlight()
  const [conversationId, setConversationId] = useState<string | null>(null)
  return (
    <ConversationContext.Provider value={setConversationId}>
      <Connection
        side="visitor"
        endpoint={site?.realtime ?? { kind: 'embedded' }}
        identity={site && conversationId}
        host={host}
      >
        {children}
      </Connection>
    </ConversationContext.Provider>
  )
}

/** This visitor's conversation, for applications with a UI of their own. @throws Error outside an `AblyProvider` */
export function useConversation(): ChatConversation {
  const { host } = usePorchlight()
  const announceConversation = useContext(ConversationContext)
  if (announceConversation === null)
    throw new Error('Porchlight: put an <AblyProvider> around this component.')

  const { view, isLive, typists, send, markRead } = useSession({
    side: 'visitor',
    conversationId: null,
    host,
  })
  const { conversationId, conversation, entries, phase } = view
  const listensTo = mayListen(view) ? conversationId : null
  useEffect(() => announceConversation(listensTo), [announceConversation, listensTo])

  const messages = entries.filter(isWritten)
  return {
    conversationId,
    isReady: phase === 'ready' || phase === 'empty',
    isLive,
    messages: messages.map((message) => toMessage(message, host.server)),
    unreadCount: conversation?.unreadCount ?? 0,
    isAgentTyping: typists.some(({ side }) => side === 'agent'),
    send: (content) => send(content),
    markRead: () => markRead(messages.findLast(({ sequence }) => sequence !== null)?.sequence ?? 0),
  }
}

function toMessage(message: TimelineMessage, server: string): ChatMessage {
  const { key, side, senderName, content, isEdited, isDeleted, createdAt, state } = message
  const { senderPicture: picture } = message
  const senderPicture = picture && server + pathOf('getPicture', picture)
  return {
    key,
    side,
    senderName,
    senderPicture,
    content,
    isEdited,
    isDeleted,
    createdAt,
    state: shownState(state),
  }
}

function shownState(state: TimelineMessage['state']): ChatMessage['state'] {
  if (state === 'sent' || state === 'read') return state
  return state === 'failed' || state === 'held' ? 'failed' : 'sending'
}
