/** Where the chat fills the screen, as CSS writes it. */
export const COMPACT = '(max-width: 480px), (max-height: 480px)'

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

/** What the server has of each language for the loader. */
export type ServedWords = LoaderWords & { dismissMessage: string }

/** What is said to visitors who have not asked for anything. */
export type LoaderGreeting = {
  text: string
  /** For how long the page must have been seen. */
  afterSeconds: number
  /** Where the launcher stands. */
  side: 'start' | 'end'
  /** The name of the button that closes it. */
  dismiss: string
}

/** What the loader knows of its site: what it needs to draw the launcher. */
export type LoaderSite = {
  key: string
  /** The styles of its shadow tree, made from the site's settings. */
  styles: string
  /** What stands beside the launcher's icon. */
  label: string
  /** The language of `words`, as a primary language subtag. */
  language: string
  words: LoaderWords
  /** The name of the script with what most visits never need, below `/widget/assets/`. */
  late: string
  /** Matches the paths of pages without the launcher. Left out where it stands on all. */
  hiddenOn?: string
  /** Where the site is reached without the chat. Left out where it has no such address. */
  contactEmail?: string
  /** Left out where the site has none. */
  greeting?: LoaderGreeting
}
