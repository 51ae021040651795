/** What an agent may do about what a toast says. */
export type ToastAction = { label: string; run: () => void }

/** Short notes about what was just done. */
export type Toasts = {
  /**
   * Says what was done, and offers to take it back. Returns how to withdraw the offer.
   *
   * @param subject what it was done to: of each only the last action can be taken back
   */
  offer: (text: string, undo: () => void, subject?: string) => () => void
  /** Says what did not work or what became of something, in place of what was said of its subject before. */
  tell: (text: string, options?: { subject?: string; action?: ToastAction }) => void
  /** Takes back the last action that still can be. False when there is none. */
  undoLast: () => boolean
}
