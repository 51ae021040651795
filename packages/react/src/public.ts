import type { ChannelState, InboundMessage } from 'ably'
import type { ReactNode } from 'react'

/*
 * What applications see of this package. The declarations that are published are made of this file alone, so it imports nothing of
 * the chat's own.
 */

/** Which Porchlight, and which of its sites. */
export type PorchlightPlace = {
  /** Porchlight's address, such as `https://chat.example.com`. */
  baseUrl: string
  /** The site's public key, `pk_…`. Its settings must allow this application's address. */
  siteKey: string
}

export type PorchlightProviderProps = PorchlightPlace & { children: ReactNode }

/** Without `baseUrl` and `siteKey` it uses those of the `PorchlightProvider` around it. */
export type SupportButtonProps = Partial<PorchlightPlace> & {
  /** Who answers, as long as no agent has; default: the site's own words. */
  teamName?: string
}

export type UserChatBoxProps = {
  /** Who answers, as long as no agent has; default: the site's own words. */
  teamName?: string
  /** A closed box shows nothing, and goes on receiving if the visitor has a conversation. Default: open. */
  isOpen?: boolean
  /** The visitor closed the chat. */
  onClose: () => void
}

export type AblyProviderProps = { children: ReactNode }

/** A message as the visitor's log shows it. */
export type ChatMessage = {
  /** Stays the same when a message that is on its way is confirmed. */
  key: string
  side: 'visitor' | 'agent'
  /** `null`: the application shows its own name for the team. */
  senderName: string | null
  /** The address of the agent's picture; `null`: they have none, as visitors. */
  senderPicture: string | null
  /** Empty once the message is deleted. */
  content: string
  isEdited: boolean
  isDeleted: boolean
  /** An ISO 8601 time in UTC. */
  createdAt: string
  /** `failed`: the server refused it. Everything else is sent again by itself. `read`: the other side has seen it. */
  state: 'sending' | 'failed' | 'sent' | 'read'
}

export type ChatConversation = {
  /** `null` while the visitor has not written anything, and until it is known. */
  conversationId: string | null
  /** False until it is known whether there is a conversation, and what is in it. */
  isReady: boolean
  /** True while messages come by themselves; otherwise they are asked for every few seconds. */
  isLive: boolean
  messages: readonly ChatMessage[]
  unreadCount: number
  isAgentTyping: boolean
  /** Stores the message in the browser, shows it, and sends it as soon as that is possible. */
  send: (content: string) => void
  /** The visitor has seen everything that is shown. */
  markRead: () => void
}

/** What `useAblyChannel` takes besides the channel's name and what is to be done with a message. */
export type AblyChannelOptions = {
  /** Called whenever messages may have been missed: at the first attachment, and after each loss of continuity. */
  onDiscontinuity?: () => void
}

export type UseAblyChannel = (
  channelName: string | null,
  onMessage: (message: InboundMessage) => void,
  options?: AblyChannelOptions,
) => ChannelState
