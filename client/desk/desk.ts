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

/** A site whose conversations the agent can see. */
export type DeskSite = {
  id: string
  name: string
  /** Its origins, as `scheme://host:port`. */
  allowedOrigins: readonly string[]
}

/** What to focus once a conversation is shown. */
export type FocusTarget = 'log' | 'heading'

/** Navigation in the inbox. */
export type Way = {
  place: () => DeskPlace
  /** Navigates with a new history entry. */
  go: (change: Partial<DeskPlace>, focus?: FocusTarget) => void
  /** Goes back in the history if that leads to the place; otherwise navigates to it. */
  goBack: (change: Partial<DeskPlace>) => void
  /** Leaves the inbox for another of our pages. */
  leaveFor: (path: string) => void
  /** What to focus after a conversation is shown; `null` for nothing. Returned only once. */
  takeFocusTarget: () => FocusTarget | null
}

/** What actions do to the page. */
export type DeskPage = {
  /** The conversation of the focused row. */
  focusedRow: () => string | null
  /** These three return false if the target does not exist or is not shown. */
  focusRow: (conversationId: string) => boolean
  focusLog: () => boolean
  /** Also switches between reply and note. */
  focusComposer: (mode: 'reply' | 'note') => boolean
  isInComposer: () => boolean
  /** True if the visitor's details are always shown beside the conversation. */
  hasRoomForDetails: () => boolean
  /** True if the screen shows only the list, the conversation or the details at a time. */
  isNarrow: () => boolean
}

/**
 * What the inbox's components share. It changes only when the server renders the agent or the sites anew; components select from
 * its stores.
 */
export type Desk = {
  self: Self
  /** The API, as this agent. */
  api: Api
  /** All of the agent's sites. Site names are shown only if there are several. */
  sites: readonly DeskSite[]
  inbox: InboxStore
  sessions: SessionCache
  changes: Changes
  toasts: Toasts
  way: Way
  page: DeskPage
  dialog: OpenDialog
}
