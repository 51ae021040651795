import type { InboxStore } from '@/client/desk/inbox/inbox-store'
import type { Random } from '../random'
import type { Notebook } from './notebook'
import type { Screen } from './screen'

/** Somebody with a browser. */
interface Person {
  readonly name: string
  readonly notebook: Notebook
  /** What is on the page now. */
  readonly screens: readonly Screen[]

  /** The page crashes: what was only in memory is gone, what was on its way may have arrived. Then it is opened again. */
  reload(): void

  /** Closes the page for good. */
  leave(): void
}

/** Somebody on the site, who has one conversation. */
export interface Visitor extends Person {
  /** Types a text and presses Enter. The first one starts the conversation. */
  say(text: string): void

  /** Has seen everything that is on the screen. */
  read(): void

  /** Edits or deletes a recent text of their own. Resolves when that is done, refused or given up. */
  change(random: Random): Promise<void>

  /** Sends again what was refused while they were blocked. */
  retry(): void
}

/** Somebody of the team, with many conversations on one page. */
export interface Agent extends Person {
  /** `null` for who has none. */
  readonly inbox: InboxStore | null

  /** Signs in. @throws Error when that is refused */
  begin(): Promise<void>

  /** Opens a conversation and keeps it open. */
  open(conversationId: string): void
  say(conversationId: string, text: string): void

  /** Types a text and presses Send & close. */
  sayAndClose(conversationId: string, text: string): void
  read(conversationId: string): void

  /** Writes a note. Resolves once it is acknowledged. */
  note(conversationId: string, text: string): Promise<void>

  /** Edits or deletes a recent text or note of their own. Resolves when that is done, refused or given up. */
  change(conversationId: string, random: Random): Promise<void>

  /** Blocks the visitor of a conversation for so long. Resolves when the visitor may write again. */
  block(conversationId: string, forMs: number): Promise<void>

  /** Lets every visitor write again who is shown as blocked. */
  unblockAll(): Promise<void>

  /** Closes a conversation, if the server is to be had. */
  finish(conversationId: string): Promise<void>
}

/** An account of the team, and the site whose visitors it answers. */
export type Account = { id: string; siteId: string; email: string; password: string }
