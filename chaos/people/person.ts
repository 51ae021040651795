import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import type { Random } from '../random'
import type { Notebook } from './notebook'
import type { Screen } from './screen'

/** A person with a browser. */
interface Person {
  readonly name: string
  readonly notebook: Notebook
  /** The conversations open on the page. */
  readonly screens: readonly Screen[]

  /** Crashes the page and reopens it: state in memory is lost, requests in transit may have arrived. */
  reload(): void

  /** Closes the page for good. */
  leave(): void
}

/** A visitor of the site, with one conversation. */
export interface Visitor extends Person {
  /** Types a text and presses Enter. The first one starts the conversation. */
  say(text: string): void

  /** Marks everything on screen as read. */
  read(): void

  /** Edits or deletes one of their recent texts. Resolves when that succeeded, was refused or was abandoned. */
  change(random: Random): Promise<void>

  /** Retries texts refused while they were blocked. */
  retry(): void
}

/** A member of the team, with many conversations on one page. */
export interface Agent extends Person {
  /** `null` for naive agents. */
  readonly inbox: InboxStore | null

  /** Signs in. @throws Error when refused */
  begin(): Promise<void>

  /** Opens a conversation and keeps it open. */
  open(conversationId: string): void
  say(conversationId: string, text: string): void

  /** Types a text and presses Send & close. */
  sayAndClose(conversationId: string, text: string): void
  read(conversationId: string): void

  /** Writes a note. Resolves once it is acknowledged. */
  note(conversationId: string, text: string): Promise<void>

  /** Edits or deletes one of their recent texts or notes. Resolves when that succeeded, was refused or was abandoned. */
  change(conversationId: string, random: Random): Promise<void>

  /** Blocks a conversation's visitor for this long. Resolves when they are unblocked. */
  block(conversationId: string, forMs: number): Promise<void>

  /** Unblocks every visitor shown as blocked. */
  unblockAll(): Promise<void>

  /** Closes a conversation, if the server is reachable. */
  finish(conversationId: string): Promise<void>
}

/** An agent's account, and the site whose visitors they answer. */
export type Account = { id: string; siteId: string; email: string; password: string }
