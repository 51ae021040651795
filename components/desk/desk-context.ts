import { createContext, useContext } from 'react'
import type { Api } from '@/client/api/api'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { DeskPlace } from '@/client/desk/desk-place'
import type { InboxStore, InboxView } from '@/client/desk/inbox/inbox-store'
import type { ConversationStatus } from '@/contract/log/conversation'
import type { Actor } from '@/contract/policy'

/** Where the focus goes once a conversation is shown. */
export type FocusTarget = 'log' | 'heading'

/** The agent who looks. */
export type Self = Actor & { name: string; picture: string | null }

/** A site whose conversations the agent sees. */
export type DeskSite = {
  id: string
  name: string
  /** Its addresses, as `scheme://host:port`. */
  allowedOrigins: readonly string[]
}

/** What the parts of the inbox share. */
export type Desk = {
  self: Self
  /** The API, as this agent. */
  api: Api
  /** All sites of the agent. What is shown names its site only where there are several. */
  sites: readonly DeskSite[]
  /** False until the first conversation ever was seen. */
  hasConversations: boolean
  place: DeskPlace
  /** Goes to another place: a new entry in the browser's history. */
  go: (change: Partial<DeskPlace>, focus?: FocusTarget) => void
  /** Goes to where one came from when that is the place, and otherwise to it. */
  goBack: (change: Partial<DeskPlace>) => void
  /** Once, after a conversation is shown: where the focus is wanted, if anywhere. */
  takeFocusTarget: () => FocusTarget | null
  inbox: InboxStore
  view: InboxView
  sessions: SessionCache
  /**
   * Closes or reopens at once, offers to take it back, and says so when it did not work: also when the visitor wrote
   * something that is not in view yet.
   */
  changeStatus: (conversationId: string, status: ConversationStatus) => void
  /** Says that what the visitor wrote needs no answer: as `changeStatus`. */
  settle: (conversationId: string) => void
  /** Writes down what the visitor is called, and says so when it did not work. */
  renameVisitor: (conversationId: string, name: string) => Promise<void>
  /**
   * Lets the visitor whose conversation is open read but not write, or write again.
   *
   * @throws ApiError or NetworkError
   */
  blockVisitor: (visitorId: string, isBlocked: boolean) => Promise<void>
  /**
   * Deletes the data of the visitor whose conversation is open, for good. Nothing is open afterwards.
   *
   * @throws ApiError or NetworkError
   */
  eraseVisitor: (visitorId: string) => Promise<void>
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk must be used inside <Desk>')
  return desk
}

/** Under which an agent's unsent reply is kept. Several agents may use one browser. */
export function draftKeyOf(agentId: string, conversationId: string): string {
  return `agent:${agentId}:${conversationId}`
}
