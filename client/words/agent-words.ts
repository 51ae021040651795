import { agentLanguage } from '@/client/browser/agent-language'
import type { AgentLanguage } from '@/contract/agent-language'
import type { Source } from './catalogue'
import type { VisitorSource } from './visitor/catalogue'
import { createWords, type Words } from './words'

/** The catalogues that agents read, and the visitor's, whose log and composer agents see too. */
export type AgentArea =
  | 'account'
  | 'actions'
  | 'alerts'
  | 'brokenPage'
  | 'desk'
  | 'inbox'
  | 'ownWords'
  | 'parts'
  | 'problems'
  | 'sites'
  | 'team'
  | 'visitor'

/** Everything that agents read in one language. */
export type AgentCatalogues = Readonly<Record<AgentArea, Readonly<Record<string, unknown>>>>

/** One list for a process: pages and what they are drawn of are bundled apart. */
const LOADED = Symbol.for('porchlight.agent-catalogues')
const loaded: Partial<Record<AgentLanguage, AgentCatalogues>> = (Reflect.get(globalThis, LOADED) ??
  {}) as never
Reflect.set(globalThis, LOADED, loaded)

/** Takes in what agents read in another language than English, before anything is drawn in it. */
export function addAgentCatalogues(language: AgentLanguage, catalogues: AgentCatalogues): void {
  loaded[language] = catalogues
}

/**
 * A catalogue of the agents' pages, in the language of the request or document in which it is asked. So it must be asked while
 * something is drawn or done; what a module keeps from its loading would stay in one language.
 */
export function agentWords<S extends Source>(area: AgentArea, english: S): Words<S> {
  const made = new Map<AgentLanguage, Words<S>>()

  function now(): Words<S> {
    const language = agentLanguage()
    const before = made.get(language)
    if (before !== undefined) return before
    const catalogue = language === 'en' ? english : loaded[language]?.[area]
    if (catalogue === undefined) throw new Error(`The catalogues of ${language} are not loaded`)
    const words = createWords<S>(catalogue as typeof english, { language })
    made.set(language, words)
    return words
  }

  return {
    get language() {
      return now().language
    },
    get direction() {
      return now().direction
    },
    get locale() {
      return now().locale
    },
    t: (key, ...values) => now().t(key, ...values),
    around: (key) => now().around(key),
    list: (names) => now().list(names),
  }
}

/** What visitors read, for the agents' side of a chat. `null`: English, as a chat is by itself. */
export function chatWordsOfAgents(): Words<VisitorSource> | null {
  const language = agentLanguage()
  const catalogue = loaded[language]?.visitor
  return catalogue === undefined
    ? null
    : createWords<VisitorSource>(catalogue as never, { language, locale: language })
}
