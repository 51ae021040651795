import type { BrowserStorage } from '@/client/browser/browser-storage'
import type { LanguageWishes } from '@/client/words/choose-language'

/** The page that the visitor is on: ours, or the one embedding the chat. */
export type VisitorPage = {
  /** `null` if the page does not report it. */
  address: string | null
  title: string | null
  referrer: string | null
  /** The visitor's language, as a BCP 47 tag. */
  language: string | null
  /** The visitor's time zone, as an IANA name. */
  timeZone: string | null
}

/** Identifies the visitor to the server. */
export interface VisitorCredential {
  /** The headers for every request; none if a cookie carries the credential. */
  headers: () => Promise<Record<string, string>>
  /** Extra headers for requests whose response contains a new credential. */
  startHeaders: () => Promise<Record<string, string>>
  /** Stores a credential from the server. Falls back to memory. */
  keep: (token: string) => Promise<void>
  /** Deletes the credential: the server no longer knows it. */
  forget: () => Promise<void>
}

/**
 * What differs between the places where a visitor's chat runs: our own page, our frame in another site's page, another React
 * app. The chat accesses page, title, storage and credential only through its host.
 */
export interface VisitorHost {
  /** Persistent storage under the site's namespace. */
  readonly storage: BrowserStorage
  /** Storage for this tab, for as long as it is open. */
  readonly tabStorage: BrowserStorage
  readonly credential: VisitorCredential
  /** Porchlight's origin; empty if it served this page. */
  readonly server: string
  /** The current page. */
  page: () => VisitorPage
  /** Calls `listener` after the address of {@link page} has changed. Returns an unsubscribe function. */
  onPageChange: (listener: () => void) => () => void
  /** The languages that the chat may currently use. */
  languages: () => LanguageWishes
  /** Calls `listener` after {@link languages} may have changed. Returns an unsubscribe function. */
  onLanguagesChange: (listener: () => void) => () => void
  /** Shows `news` about unread messages in the title of an unwatched page; a count of 0 ends that. */
  alertTitle: (unreadCount: number, news: string) => void
  /** Whether the chat should be open. */
  isOpen: () => boolean
  open: () => void
  close: () => void
  /** Calls `listener` after {@link isOpen} has changed. Returns an unsubscribe function. */
  onOpenChange: (listener: () => void) => () => void
}

/** The prefix of a site's storage keys for visitors. */
export function siteNamespace(siteKey: string): string {
  return `porchlight:${siteKey}:`
}
