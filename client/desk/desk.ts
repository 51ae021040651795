import type { Api } from '@/client/api/api'
import type { SessionCache } from '@/client/conversation/session-cache'
import type { Actor } from '@/contract/policy'
import type { Changes } from './changes'
import type { DeskPlace } from './desk-place'
import type { InboxStore } from './inbox/inbox-store'
import type { OpenDialog } from './open-dialog'
import type { Toasts } from './toasts'

/** The agent at this desk. */
export type Self = Actor & { name: string; picture: string | null }

/** A site whose conversations the agent sees. */
export type DeskSite = {
  id: string
  name: string
  /** Its addresses, as `scheme://host:port`. */
  allowedOrigins: readonly string[]
}

/** Where the focus goes once a conversation is shown. */
export type FocusTarget = 'log' | 'heading'

/** Where in the inbox the agent is, and how to go elsewhere. */
export type Way = {
  place: () => DeskPlace
  /** Goes to another place: a new entry in the browser's history. */
  go: (change: Partial<DeskPlace>, focus?: FocusTarget) => void
  /** Goes back in the history when that leads to the place, and otherwise to it. */
  goBack: (change: Partial<DeskPlace>) => void
  /** Leaves the inbox for another page of ours. */
  leaveFor: (path: string) => void
  /** Once, after a conversation is shown: where the focus is wanted, if anywhere. */
  takeFocusTarget: () => FocusTarget | null
}

/** What actions do to the page itself. */
export type DeskPage = {
  /** The conversation whose row has the focus. */
  focusedRow: () => string | null
  /** These three return false when there is no such place, or it is not shown. */
  focusRow: (conversationId: string) => boolean
  focusLog: () => boolean
  /** Also changes between the reply to the visitor and the note for the team. */
  focusComposer: (mode: 'reply' | 'note') => boolean
  isInComposer: () => boolean
  /** True where the visitor's details stand beside the conversation all the time. */
  hasRoomForDetails: () => boolean
  /** True where one thing at a time has the screen: the list, the conversation or the details. */
  isNarrow: () => boolean
}

/** What the parts of the inbox share. The same object as long as the inbox is there: components select from its stores. */
export type Desk = {
  self: Self
  /** The API, as this agent. */
  api: Api
  /** All sites of the agent. What is shown names its site only where there are several. */
  sites: readonly DeskSite[]
  inbox: InboxStore
  sessions: SessionCache
  changes: Changes
  toasts: Toasts
  way: Way
  page: DeskPage
  dialog: OpenDialog
}
