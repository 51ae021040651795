/** What an agent may do in response to a toast. */
export type ToastAction = { label: string; run: () => void }

/** Short messages about what has just happened. */
export type Toasts = {
  /**
   * Shows what was done and offers to undo it. Returns a function that withdraws the offer.
   *
   * @param subject what it was done to; only the last action on each can be undone
   */
  offer: (text: string, undo: () => void, subject?: string) => () => void
  /** Shows a message, replacing the last one about its subject. */
  tell: (text: string, options?: { subject?: string; action?: ToastAction }) => void
  /** Undoes the last action that can be undone. Returns false if there is none. */
  undoLast: () => boolean
}
