/** What a page may say about its visitor. Unverified without a signed identity. */
export type PorchlightVisitor = { name?: string; email?: string }

export type PorchlightSettings = PorchlightVisitor & {
  /**
   * Proves who the visitor is: a token signed by your server, or a function that fetches a fresh one on each call. Resolve to
   * `null` if no one is signed in.
   */
  identity?: string | (() => string | null | Promise<string | null>)
  /** The legacy proof, for sites that allow it: your id for the visitor, and its HMAC-SHA256 in hexadecimal. */
  external_id?: string
  user_hash?: string
  /** Hides the button in the corner, for pages with their own. */
  hideLauncher?: boolean
}

/** The detail passed to each event's listeners. Ids and counts, never text. */
export type PorchlightEvents = {
  /** The chat has connected for the first time. */
  ready: undefined
  open: undefined
  close: undefined
  unread: { count: number }
  /** An agent's message arrived. */
  message: { conversationId: string; sequence: number }
}

/** The calls that a page can make. Calls made before the script has loaded are queued. */
export interface PorchlightCalls {
  (call: 'boot', settings?: PorchlightSettings): void
  (call: 'update', settings: PorchlightSettings): void
  (call: 'show' | 'hide' | 'toggle'): void
  /** Opens the chat with this text in the field, for the visitor to edit or send. */
  (call: 'newMessage', text?: string): void
  /** Opens the chat if the visitor's conversation has this id. */
  (call: 'openConversation', conversationId: string): void
  /**
   * Tracks an event on the page, which the team sees next to the visitor's conversation. Up to 100 characters of name, and up to 20
   * strings, numbers and booleans in `data`; other values are converted to strings.
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
  /** Removes the chat and all of the visitor's data in this browser. `boot` starts a new, empty one. */
  (call: 'shutdown'): void
  /** The queue of calls made before the script has loaded. */
  q?: ArrayLike<unknown>[]
}

declare global {
  interface Window {
    Porchlight?: PorchlightCalls
  }
}
