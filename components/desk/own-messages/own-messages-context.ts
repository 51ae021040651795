import { createContext, useContext } from 'react'
import type { Message } from '@/contract/log/message'
import type { Actor } from '@/contract/policy'

/**
 * A message being edited: its text when it was opened, and where the focus returns. `null` after a reload: the focus does not
 * move.
 */
export type Edit = { text: string; from: 'menu' | 'composer' | null }

/** Edits of the agent's own messages. */
export type OwnMessages = {
  conversationId: string
  actor: Actor
  /** The open edits, by message id. */
  edits: ReadonlyMap<string, Edit>
  /** Edits the agent's newest message that can still be changed. Returns false if there is none. */
  editLast: () => boolean
  open: (message: Message, from: Edit['from']) => void
  /** The text so far, which a field shows that mounts again, because its row left the log's window or moved in the log. */
  textOf: (messageId: string, edit: Edit) => string
  /** Stores the text so far, so that it survives a reload. */
  keep: (messageId: string, text: string) => void
  /** Ends the edit and discards its stored text. */
  close: (messageId: string) => void
}

export const OwnMessagesContext = createContext<OwnMessages | null>(null)

/** The edits in the open conversation. @throws Error outside an `OwnMessagesProvider` */
export function useOwnMessages(): OwnMessages {
  const own = useContext(OwnMessagesContext)
  if (own === null) throw new Error('useOwnMessages must be used inside an OwnMessagesProvider')
  return own
}
