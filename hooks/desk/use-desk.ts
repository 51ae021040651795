import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Desk } from '@/client/desk/desk'
import type { DeskPlace } from '@/client/desk/desk-place'
import { type DeskConversation, ofConversation } from '@/client/desk/inbox/desk-conversation'
import type { ListRow } from '@/client/desk/inbox/inbox'
import type { InboxView } from '@/client/desk/inbox/inbox-store'
import type { DialogId } from '@/client/desk/open-dialog'
import type { Conversation } from '@/contract/log/conversation'

export const DeskContext = createContext<Desk | null>(null)
export const PlaceContext = createContext<DeskPlace | null>(null)

/** What the inbox's components share. No event changes it; the hooks below select what does change. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk must be used inside <Desk>')
  return desk
}

/** The agent's place in the inbox. Renders when they navigate. */
export function usePlace(): DeskPlace {
  const place = useContext(PlaceContext)
  if (place === null) throw new Error('usePlace must be used inside <Desk>')
  return place
}

/**
 * Selects from the list's state. Renders when the selection changes.
 *
 * @param select returns a primitive, or an object that the list keeps until it changes
 */
export function useInboxView<Selected>(select: (view: InboxView) => Selected): Selected {
  const { inbox } = useDesk()
  const read = () => select(inbox.getSnapshot())
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/** One row of the list; `null` once it is removed. */
export function useRow(conversationId: string): ListRow | null {
  const { inbox } = useDesk()
  const read = () => inbox.row(conversationId)
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/** The latest known state of a conversation, listed or not; `null` if there is none or it is not loaded. */
export function useDeskConversation(conversationId: string | null): DeskConversation | null {
  const { inbox } = useDesk()
  const read = () => (conversationId === null ? null : inbox.find(conversationId))
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/**
 * The conversation of an open log, which may load it first. Adds the log's responses to the desk's store.
 *
 * @param stored the log's latest response
 */
export function useOpenConversation(
  conversationId: string,
  stored: Conversation | null,
): DeskConversation | null {
  const { inbox } = useDesk()
  useEffect(() => {
    if (stored !== null) inbox.take(stored)
  }, [inbox, stored])
  // Effects do not run before the first render, nor on the server.
  const known = useDeskConversation(conversationId)
  const first = useMemo(() => stored && ofConversation(stored), [stored])
  return known ?? first
}

/**
 * Whether this dialog is open, and a function to close it.
 *
 * @param conversationId the conversation it is about, if any
 */
export function useDialog(
  id: DialogId,
  conversationId: string | null = null,
): [isOpen: boolean, close: () => void] {
  const { dialog } = useDesk()
  const read = () => dialog.isOpen(id, conversationId)
  const isOpen = useSyncExternalStore(dialog.subscribe, read, () => false)
  const close = useCallback(() => dialog.close(id, conversationId), [dialog, id, conversationId])
  return [isOpen, close]
}
