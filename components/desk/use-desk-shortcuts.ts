import { needsAnswer } from '@/client/desk/inbox/inbox'
import { useShortcuts } from '@/hooks/desk/use-shortcuts'
import type { Desk } from './desk-context'
import { focusRow } from './list/sidebar-list'

type Options = { desk: Desk; undoLast: () => boolean; openHelp: () => void }

/** What the keys do in the inbox. */
export function useDeskShortcuts({ desk, undoLast, openHelp }: Options) {
  const { place, view, go } = desk

  /** Moves the focus along the rows. With a conversation open, the next one opens as well. */
  function step(by: 1 | -1): boolean {
    const ids = view.rows.map(({ conversation }) => conversation.id)
    const from = ids.indexOf(focusedRowId() ?? place.conversationId ?? '')
    const target = ids[from === -1 ? 0 : from + by]
    if (target === undefined) return false
    if (place.conversationId !== null) go({ conversationId: target })
    focusRow(target)
    return true
  }

  return useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    open() {
      const target = focusedRowId() ?? place.conversationId
      if (target === null) return false
      if (target === place.conversationId) findLog()?.focus()
      else go({ conversationId: target }, 'log')
      return true
    },
    reply() {
      const field = findComposer()
      field?.focus()
      return field !== null
    },
    'toggle-status'() {
      const { conversationId } = place
      const button = document.querySelector<HTMLButtonElement>('[data-toggle-status]')
      if (conversationId === null || button === null) return false
      button.click()
      return true
    },
    'no-answer-needed'() {
      const conversation = place.conversationId === null ? null : desk.inbox.find(place.conversationId)
      if (conversation === null || !needsAnswer(conversation)) return false
      desk.settle(conversation.id)
      return true
    },
    details() {
      // Where there is room for them, they are always there.
      const button = document.querySelector<HTMLButtonElement>('[data-details-button]')
      if (!button?.checkVisibility()) return false
      button.click()
      return true
    },
    undo: undoLast,
    help() {
      openHelp()
      return true
    },
    back: () => leave(desk),
  })
}

/** One step out: the details, then the field, then the conversation. */
function leave({ place, go, goBack }: Desk): boolean {
  const { conversationId } = place
  if (conversationId === null) return false
  if (place.isDetailsOpen) {
    goBack({ isDetailsOpen: false })
    return true
  }
  if (document.activeElement === findComposer()) {
    findLog()?.focus()
    return true
  }
  if (focusedRowId() !== null) {
    go({ conversationId: null })
    return true
  }
  if (!focusRow(conversationId)) goBack({ conversationId: null })
  return true
}

function findLog(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="log"]')
}

function findComposer(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#conversation textarea')
}

function focusedRowId(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null
}
