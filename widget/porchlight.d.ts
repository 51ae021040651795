/** What a page may tell of its visitor. Nothing of it is believed without a signed identity. */
export type PorchlightVisitor = { name?: string; email?: string }

export type PorchlightSettings = PorchlightVisitor & {
  /**
   * Proves who the visitor is: a token that your server has signed, or a function that fetches a fresh one each time it is
   * called. One that resolves to `null` says that nobody is signed in.
   */
  identity?: string | (() => string | null | Promise<string | null>)
  /** The older proof, for sites that allow it: your id of the visitor, and its HMAC-SHA256 in hexadecimal. */
  external_id?: string
  user_hash?: string
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
  /**
   * Tells the team what happened on the page, beside the visitor's conversation. At most a hundred characters of name, and twenty
   * texts, numbers and truth values; anything else in `data` is told as text.
   */
  (call: 'track', name: string, data?: Record<string, unknown>): void
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
