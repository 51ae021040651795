import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { LanguageWishes } from '@/client/words/choose-language'

/** The page that the visitor is on: ours, or the one that embeds the chat. */
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
  /** The headers of every request; none when a cookie carries the credential. */
  headers: () => Promise<Record<string, string>>
  /** Further headers of the requests that are answered with a new credential. */
  startHeaders: () => Promise<Record<string, string>>
  /** Stores the credential that the server answered with. Falls back to memory. */
  keep: (token: string) => Promise<void>
  /** Deletes the credential: the server no longer knows it. */
  forget: () => Promise<void>
}

/**
 * What differs between the places where a visitor's chat runs: our own page, our frame in another site's page, another React
 * app. The chat reaches page, title, storage and credential only through its host.
 */
export interface VisitorHost {
  /** Persistent storage under the site's namespace. */
  readonly storage: BrowserStorage
  /** The same for this tab only, for as long as it is open. */
  readonly tabStorage: BrowserStorage
  readonly credential: VisitorCredential
  /** Where Porchlight is, as an origin; empty where it served this page. */
  readonly server: string
  /** The page as it is now. */
  page: () => VisitorPage
  /** Calls `listener` after the address of {@link page} has changed. Returns how to stop. */
  onPageChange: (listener: () => void) => () => void
  /** In which languages the chat may speak, as of now. */
  languages: () => LanguageWishes
  /** Calls `listener` after {@link languages} may have changed. Returns how to stop. */
  onLanguagesChange: (listener: () => void) => () => void
  /** Shows in the title of an unwatched page that messages are unread, in the words `news`; 0 ends that. */
  alertTitle: (unreadCount: number, news: string) => void
  /** Whether the chat is to be open. */
  isOpen: () => boolean
  open: () => void
  close: () => void
  /** Calls `listener` after {@link isOpen} has changed. Returns how to stop. */
  onOpenChange: (listener: () => void) => () => void
}

/** The prefix of all storage keys of a site's visitor. */
export function siteNamespace(siteKey: string): string {
  return `porchlight:${siteKey}:`
}
