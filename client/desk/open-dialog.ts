import { Observed } from '@/client/observed'

/** What can lie over the desk, or open in it. */
export type DialogId = 'palette' | 'help' | 'account' | 'rename' | 'block' | 'erase'

type Open = { id: DialogId; conversationId: string | null }

/** Which dialog is open: one at most, so that a button, a key and the palette open the same. */
export class OpenDialog {
  #open: Open | null = null
  readonly #observed = new Observed(() => this.#open)

  readonly subscribe = this.#observed.subscribe

  /** @param conversationId the conversation that it is about: it does not open for another */
  open(id: DialogId, conversationId: string | null = null): void {
    this.#set({ id, conversationId })
  }

  isOpen(id: DialogId, conversationId: string | null = null): boolean {
    return this.#open?.id === id && this.#open.conversationId === conversationId
  }

  /** Closes this dialog, unless another has taken its place. */
  close(id: DialogId, conversationId: string | null = null): void {
    if (this.isOpen(id, conversationId)) this.#set(null)
  }

  #set(open: Open | null): void {
    this.#open = open
    this.#observed.changed()
  }
}
