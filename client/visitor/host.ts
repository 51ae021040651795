import type { BrowserStorage } from '@/client/browser/browser-storage'

/** The page that the visitor looks at: ours, or the one that embeds the chat. */
export type VisitorPage = {
  /** `null` where the page does not say. */
  address: string | null
  title: string | null
  referrer: string | null
  /** The visitor's own, as a BCP 47 tag. */
  language: string | null
  /** The visitor's own, as an IANA name. */
  timeZone: string | null
}

/** What tells the server who the visitor is. */
export interface VisitorCredential {
  /** What each request says about it; nothing where a cookie does. */
  headers: () => Promise<Record<string, string>>
  /** What the request that starts a conversation says besides. */
  startHeaders: () => Promise<Record<string, string>>
  /** Keeps what the server answered to the start. Resolves when it is kept as well as this browser can. */
  keep: (token: string) => Promise<void>
  /** The server does not know it any more. */
  forget: () => Promise<void>
}

/**
 * Everything in which the places differ where a visitor's chat may stand: our own page, our frame in a foreign page, another
 * React app. The chat touches none of it but through this.
 */
export interface VisitorHost {
  /** What the browser keeps for this site between visits. */
  readonly storage: BrowserStorage
  /** The same, for this tab alone and for as long as it is open. */
  readonly tabStorage: BrowserStorage
  readonly credential: VisitorCredential
  /** The page as it is now. */
  page: () => VisitorPage
  /** Draws attention to unread messages in the page's title while nobody looks at it; 0 ends that. */
  alertTitle: (unreadCount: number) => void
  /** Whether the chat is to be open. */
  isOpen: () => boolean
  open: () => void
  close: () => void
  /** Calls `listener` after {@link isOpen} has changed. Returns how to stop. */
  onOpenChange: (listener: () => void) => () => void
}

/** What all keys of a site's visitors begin with in the browser. */
export function siteNamespace(siteKey: string): string {
  return `porchlight:${siteKey}:`
}
