import type { ChannelState, InboundMessage } from 'ably'
import type { ReactNode } from 'react'

/*
 * The types that applications see. The published declarations are built from this file alone, so it imports nothing internal to
 * the chat.
 */

/** Identifies a Porchlight server and one of its sites. */
export type PorchlightPlace = {
  /** Porchlight's address, such as `https://chat.example.com`. */
  baseUrl: string
  /** The site's public key, `pk_…`. Its settings must allow this application's address. */
  siteKey: string
}

export type PorchlightProviderProps = PorchlightPlace & { children: ReactNode }

/** `baseUrl` and `siteKey` default to those of the enclosing `PorchlightProvider`. */
export type SupportButtonProps = Partial<PorchlightPlace> & {
  /** The name shown until an agent has answered. Default: the site's own. */
  teamName?: string
}

export type UserChatBoxProps = {
  /** The name shown until an agent has answered. Default: the site's own. */
  teamName?: string
  /** A closed box renders nothing, but keeps receiving if the visitor has a conversation. Default: open. */
  isOpen?: boolean
  /** Called when the visitor closes the chat. */
  onClose: () => void
}

export type AblyProviderProps = { children: ReactNode }

/** A message in the visitor's log. */
export type ChatMessage = {
  /** Stable from sending to confirmation. */
  key: string
  side: 'visitor' | 'agent'
  /** `null`: show your own name for the team. */
  senderName: string | null
  /** The URL of the agent's picture; `null` for visitors and agents without one. */
  senderPicture: string | null
  /** Empty once the message is deleted. */
  content: string
  isEdited: boolean
  isDeleted: boolean
  /** An ISO 8601 time in UTC. */
  createdAt: string
  /** `failed`: the server refused it. Other messages are retried automatically. `read`: the other side has seen it. */
  state: 'sending' | 'failed' | 'sent' | 'read'
}

export type ChatConversation = {
  /** `null` until the visitor has written something, and until it is loaded. */
  conversationId: string | null
  /** False until it is known whether there is a conversation, and its messages are loaded. */
  isReady: boolean
  /** True while messages arrive live; otherwise they are polled every few seconds. */
  isLive: boolean
  messages: readonly ChatMessage[]
  unreadCount: number
  isAgentTyping: boolean
  /** Stores the message in the browser, shows it, and sends it as soon as possible. */
  send: (content: string) => void
  /** Marks everything shown as read. */
  markRead: () => void
}

/** Options for `useAblyChannel`, besides the channel's name and the message handler. */
export type AblyChannelOptions = {
  /** Called whenever messages may have been missed: on the first attach, and after each loss of continuity. */
  onDiscontinuity?: () => void
}

export type UseAblyChannel = (
  channelName: string | null,
  onMessage: (message: InboundMessage) => void,
  options?: AblyChannelOptions,
) => ChannelState
