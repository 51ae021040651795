import { createContext, useContext } from 'react'
import type { Message } from '@/contract/log/message'
import type { Actor } from '@/contract/policy'

/** A message being edited: its new text so far, and where the focus goes afterwards; `null` leaves it, after a reload. */
export type Edit = { text: string; from: 'menu' | 'composer' | null }

/** What an agent may do about their own words. */
export type OwnMessages = {
  conversationId: string
  actor: Actor
  /** What is being edited, by the message's id. */
  edits: ReadonlyMap<string, Edit>
  /** Edits the newest that can still be changed. False where there is none. */
  editLast: () => boolean
  open: (message: Message, from: Edit['from']) => void
  /** Keeps the text that was typed so far, through a reload. */
  keep: (messageId: string, text: string) => void
  /** Ends the editing, whatever was typed. */
  close: (messageId: string) => void
}

export const OwnMessagesContext = createContext<OwnMessages | null>(null)

/** As {@link OwnMessages}, in an open conversation. */
export function useOwnMessages(): OwnMessages {
  const own = useContext(OwnMessagesContext)
  if (own === null) throw new Error('useOwnMessages must be used inside of an open conversation')
  return own
}
