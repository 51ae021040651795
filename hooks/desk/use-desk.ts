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

/** What the parts of the inbox share. Never causes a render: what changes is selected by the hooks below. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk must be used inside <Desk>')
  return desk
}

/** Where in the inbox the agent is. Renders again when they go elsewhere. */
export function usePlace(): DeskPlace {
  const place = useContext(PlaceContext)
  if (place === null) throw new Error('usePlace must be used inside <Desk>')
  return place
}

/**
 * What `select` reads of the list. Renders again when that changes.
 *
 * @param select returns a plain value, or an object that the list keeps until it changes
 */
export function useInboxView<Selected>(select: (view: InboxView) => Selected): Selected {
  const { inbox } = useDesk()
  const read = () => select(inbox.getSnapshot())
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/** One row of the list; `null` once it has gone. */
export function useRow(conversationId: string): ListRow | null {
  const { inbox } = useDesk()
  const read = () => inbox.row(conversationId)
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/** The latest known state of a conversation, listed or not; `null` for none, and while nothing is known of it. */
export function useDeskConversation(conversationId: string | null): DeskConversation | null {
  const { inbox } = useDesk()
  const read = () => (conversationId === null ? null : inbox.find(conversationId))
  return useSyncExternalStore(inbox.subscribe, read, read)
}

/**
 * The conversation of an open log, which may know it first: what the server answered there goes to the desk's store.
 *
 * @param stored what the log was answered last
 */
export function useOpenConversation(
  conversationId: string,
  stored: Conversation | null,
): DeskConversation | null {
  const { inbox } = useDesk()
  useEffect(() => {
    if (stored !== null) inbox.take(stored)
  }, [inbox, stored])
  // The first render comes before any effect, on the server too.
  const known = useDeskConversation(conversationId)
  const first = useMemo(() => stored && ofConversation(stored), [stored])
  return known ?? first
}

/**
 * Whether this dialog is open, and how to close it.
 *
 * @param conversationId the conversation that it is about, if any
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
