import type { SiteSettings } from './site-settings'

/** What the loader says itself, in one language. Plurals by the categories of `Intl.PluralRules`, with `{count}` for the number. */
export type LoaderWords = {
  chat: string
  openChat: string
  openChatUnread: Readonly<Record<string, string>>
  closeChat: string
  newMessage: string
  chatNotHere: string
  tryAgain: string
}

/** What the loader knows of its site: what it needs to draw the launcher, with colours that were checked. */
export type LoaderSite = {
  key: string
  /** What can be read on the accent, as CSS writes it. */
  ink: string
  settings: Pick<SiteSettings, 'accent' | 'position' | 'theme' | 'radius' | 'launcher'>
  /** The language of `words`, as a primary language subtag. */
  language: string
  words: LoaderWords
}
