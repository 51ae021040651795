/** What a page may tell of its visitor. Nothing of it is believed without a signed identity. */
export type PorchlightVisitor = { name?: string; email?: string }

export type PorchlightSettings = PorchlightVisitor & {
  /** Hides the button in the corner, for pages with one of their own. */
  hideLauncher?: boolean
}

/** What listeners are called with. Ids and counts, never text. */
export type PorchlightEvents = {
  /** The chat is connected for the first time. */
  ready: undefined
  open: undefined
  close: undefined
  unread: { count: number }
  /** An agent's message arrived. */
  message: { conversationId: string; sequence: number }
}

/** The calls of a page. Those made before the script has arrived are kept and made then. */
export interface PorchlightCalls {
  (call: 'boot', settings?: PorchlightSettings): void
  (call: 'update', settings: PorchlightSettings): void
  (call: 'show' | 'hide' | 'toggle'): void
  /** Opens the chat with a text in the field, which the visitor sends or changes. */
  (call: 'newMessage', text?: string): void
  /** Opens the chat if the visitor's conversation has this id. */
  (call: 'openConversation', conversationId: string): void
  <Name extends keyof PorchlightEvents>(
    call: 'on',
    event: Name,
    listener: (detail: PorchlightEvents[Name]) => void,
  ): void
  <Name extends keyof PorchlightEvents>(
    call: 'off',
    event: Name,
    listener?: (detail: PorchlightEvents[Name]) => void,
  ): void
  /** Removes the chat and all that this browser holds of the visitor. `boot` brings an empty one. */
  (call: 'shutdown'): void
  /** Calls made before the script has arrived. */
  q?: ArrayLike<unknown>[]
}

declare global {
  interface Window {
    Porchlight?: PorchlightCalls
  }
}
