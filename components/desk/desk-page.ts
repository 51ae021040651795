import type { DeskPage } from '@/client/desk/desk'

/** The desk's page in the browser: where the focus is, and where it can go. */
export const deskPage: DeskPage = {
  focusedRow: () => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null,
  focusRow: (id) => focus(document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] a`)),
  focusLog: () => focus(document.querySelector<HTMLElement>('[role="log"]')),
  focusComposer: () => focus(findComposer()),
  isInComposer: () => document.activeElement !== null && document.activeElement === findComposer(),
  hasRoomForDetails: () => !window.matchMedia('(max-width: 1179px)').matches,
  isNarrow: () => window.matchMedia('(max-width: 719px)').matches,
}

function findComposer(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#conversation textarea')
}

function focus(element: HTMLElement | null): boolean {
  if (element === null || !element.checkVisibility()) return false
  element.focus()
  return true
}
