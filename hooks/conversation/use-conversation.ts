import { useEffect, useState, useSyncExternalStore } from 'react'
import { ConversationSession, type SendOptions } from '@/client/conversation/conversation-session'
import type { ConversationView } from '@/client/conversation/conversation-view'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { VisitorHost } from '@/client/visitor/host/host'
import {
  conversationChannel,
  liveChannel,
  parseRealtimeClientId,
  realtimeClientId,
  staffConversationChannel,
} from '@/contract/log/channels'
import type { ConversationSnapshot, VisitorChanges } from '@/contract/log/conversation'
import { readConversationEvent } from '@/contract/log/event-table'
import type { ConversationEvent } from '@/contract/log/events'
import type { Side } from '@/contract/log/message'
import { useConnectionState } from '../realtime/use-connection-state'
import { useTyping } from '../realtime/use-typing'
import { useTypists } from '../realtime/use-typists'
import { useAblyChannel } from '../use-ably-channel'

type Options = {
  side: Side
  /** `null` for visitors, who may not have one yet. Their first message starts one. */
  conversationId: string | null
  /** The snapshot that the server rendered into the page. */
  initial?: ConversationSnapshot | null
  /** The viewer's user id. Required for agents. */
  selfId?: string
  /** Where the chat runs. Required for visitors. */
  host?: VisitorHost
  /** Keeps sessions beyond this component's life. Without it, the component owns its session. */
  sessions?: SessionCache
}

/** A person who is typing. */
export type Typist = { side: Side; userId: string }

export type ConversationState = {
  view: ConversationView
  /** True while events arrive over the realtime connection; otherwise the session polls. */
  isLive: boolean
  /** The others who are typing, on either side. */
  typists: readonly Typist[]
  send: (content: string, options?: SendOptions) => void
  /** Call when a reply is started. */
  beginReply: () => void
  retry: (clientMessageId: string) => void
  discard: (clientMessageId: string) => void
  /** Sends the visitor's details. Rejects with ApiError or NetworkError. */
  tellVisitor: (visitor: VisitorChanges) => Promise<void>
  loadOlder: (whenStill?: () => Promise<void>) => Promise<void>
  markRead: (sequence: number) => void
  onTyping: () => void
  onStopTyping: () => void
}

/**
 * One conversation as React state: history, events, sending, read positions, typing. Polls while there is no realtime
 * connection.
 */
export function useConversation(options: Options): ConversationState {
  const session = useSession(options)
  const view = useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot)
  const { conversationId, siteId } = view
  // The site is known once the conversation is loaded. That response includes everything published before.
  const place = conversationId === null || siteId === null ? null : { conversationId, siteId }
  const liveChannelName = place && liveChannel(place.siteId, place.conversationId)
  const typing = useTyping(liveChannelName)
  const { typists, forget } = useTypists(liveChannelName)

  function receive(event: ConversationEvent) {
    session.receive(event)
    if (event.name !== 'entry.appended') return
    const { kind, senderSide, senderId } = event.data.entry
    if (kind === 'message') forget(realtimeClientId(senderSide, senderId))
  }

  const channelState = useAblyChannel(
    place && channelOf(options.side, place),
    (message) => {
      const event = readConversationEvent(message)
      if (event !== null) receive(event)
    },
    { onDiscontinuity: () => void session.catchUp() },
  )
  // A channel stays `attached` for two minutes after its connection is lost.
  const isLive = useConnectionState() === 'connected' && channelState === 'attached'
  useEffect(() => session.setConnection(isLive ? 'live' : 'away'), [session, isLive])

  return {
    view,
    isLive,
    typists: typists.map(parseRealtimeClientId).filter((typist) => typist !== null),
    send: (content, options) => session.send(content, options),
    beginReply: () => session.beginReply(),
    retry: (clientMessageId) => session.retry(clientMessageId),
    discard: (clientMessageId) => session.discard(clientMessageId),
    tellVisitor: (visitor) => session.tellVisitor(visitor),
    loadOlder: (whenStill) => session.loadOlder(whenStill),
    markRead: (sequence) => session.markRead(sequence),
    onTyping: typing.onTyping,
    onStopTyping: typing.onStopTyping,
  }
}

/** Each side subscribes to its own log. */
function channelOf(
  side: Side,
  { siteId, conversationId }: { siteId: string; conversationId: string },
): string {
  const channel = side === 'agent' ? staffConversationChannel : conversationChannel
  return channel(siteId, conversationId)
}

/** One session per conversation and side, running while the component is mounted. */
function useSession({ side, conversationId, initial, selfId, host, sessions }: Options): ConversationSession {
  const key = `${side} ${selfId} ${conversationId}`
  const createSession = () =>
    new ConversationSession({
      side,
      conversationId,
      initial: initial ?? null,
      host,
      ...(selfId === undefined ? {} : { selfId }),
    })
  const findSession = () =>
    conversationId === null ? undefined : sessions?.get(conversationId, initial ?? null)
  const create = () => ({ key, session: findSession() ?? createSession() })
  const [current, setCurrent] = useState(create)
  let { session } = current
  if (current.key !== key) {
    const next = create()
    session = next.session
    setCurrent(next)
  }
  useEffect(() => {
    if (sessions === undefined || conversationId === null) return session.start()
    sessions.use(conversationId)
    return () => sessions.leave(conversationId)
  }, [session, sessions, conversationId])
  return session
}
