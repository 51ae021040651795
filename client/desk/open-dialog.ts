import { Observed } from '@/client/observed'

/** The desk's dialogs, including the inline ones. */
export type DialogId = 'palette' | 'help' | 'account' | 'rename' | 'block' | 'erase'

type Open = { id: DialogId; conversationId: string | null }

/** Which dialog is open, at most one. A button, a shortcut and the palette open the same one. */
export class OpenDialog {
  #open: Open | null = null
  readonly #observed = new Observed(() => this.#open)

  readonly subscribe = this.#observed.subscribe

  /** @param conversationId the conversation it is about; it is not shown for others */
  open(id: DialogId, conversationId: string | null = null): void {
    this.#set({ id, conversationId })
  }

  isOpen(id: DialogId, conversationId: string | null = null): boolean {
    return this.#open?.id === id && this.#open.conversationId === conversationId
  }

  /** Whether a dialog lies over the desk, or is about to once its script has loaded: then the keys belong to it. */
  isOverDesk(): boolean {
    return this.#open !== null && this.#open.id !== 'rename'
  }

  /** Closes this dialog, unless another has replaced it. */
  close(id: DialogId, conversationId: string | null = null): void {
    if (this.isOpen(id, conversationId)) this.#set(null)
  }

  /** Closes a dialog about another conversation: it must not be there when the agent comes back. */
  goTo(conversationId: string | null): void {
    const about = this.#open?.conversationId ?? null
    if (about !== null && about !== conversationId) this.#set(null)
  }

  #set(open: Open | null): void {
    this.#open = open
    this.#observed.changed()
  }
}
