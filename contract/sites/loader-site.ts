/** The media query for screens that the chat fills. */
export const COMPACT = '(max-width: 480px), (max-height: 480px)'

/** The loader's own texts in one language. Plurals are keyed by `Intl.PluralRules` category, with `{count}` for the number. */
export type LoaderWords = {
  chat: string
  openChat: string
  openChatUnread: Readonly<Record<string, string>>
  closeChat: string
  newMessage: string
  chatNotHere: string
  tryAgain: string
}

/** The loader's texts that the server keeps for each language. */
export type ServedWords = LoaderWords & { dismissMessage: string }

/** A message shown to visitors who have not opened the chat. */
export type LoaderGreeting = {
  text: string
  /** How long the page must have been visible. */
  afterSeconds: number
  /** The launcher's side. */
  side: 'start' | 'end'
  /** The label of the button that closes it. */
  dismiss: string
}

/** What the loader needs to render the launcher for its site. */
export type LoaderSite = {
  key: string
  /** The styles of its shadow tree, generated from the site's settings. */
  styles: string
  /** The text next to the launcher's icon. */
  label: string
  /** The language of `words`, as a primary language subtag. */
  language: string
  words: LoaderWords
  /** The lazily loaded script under `/widget/assets/`, which most visits never need. */
  late: string
  /** A regular expression for the paths of pages without the launcher. Absent if every page shows it. */
  hiddenOn?: string
  /** Where visitors reach the site when the chat cannot load. Absent if the site has no such address. */
  contactEmail?: string
  /** Absent if the site has none. */
  greeting?: LoaderGreeting
}
