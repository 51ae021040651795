import type { DeskPage } from '@/client/desk/desk'

/** The desk's access to the DOM: the focus and the layout. */
export const deskPage: DeskPage = {
  focusedRow: () => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null,
  focusRow: (id) => focus(document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] a`)),
  focusLog: () => focus(document.querySelector<HTMLElement>('[role="log"]')),
  focusComposer: write,
  isInComposer: () => document.activeElement !== null && document.activeElement === findComposer(),
  hasRoomForDetails: () => !window.matchMedia('(max-width: 1179px)').matches,
  isNarrow: () => window.matchMedia('(max-width: 719px)').matches,
}

function findComposer(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-composer] textarea')
}

/** Clicks the mode's button, which switches the mode if needed and focuses the field. */
function write(mode: 'reply' | 'note'): boolean {
  const button = document.querySelector<HTMLElement>(`[data-composer] [data-mode="${mode}"]`)
  if (button === null || !isUsable(button)) return false
  button.click()
  return true
}

function focus(element: HTMLElement | null): boolean {
  if (element === null || !isUsable(element)) return false
  element.focus()
  return true
}

/** Shown, and not covered by the details. */
function isUsable(element: HTMLElement): boolean {
  return element.checkVisibility() && element.closest('[inert]') === null
}
