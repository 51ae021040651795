import { agentLanguage } from '@/client/browser/agent-language'
import type { AgentLanguage } from '@/contract/agent-language'
import type { Source } from './catalogue'
import type { VisitorSource } from './visitor/catalogue'
import { createWords, type Words } from './words'

/** The agents' catalogues, and the visitors', because agents see the same log and composer. */
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

/** All of the agents' catalogues in one language. */
export type AgentCatalogues = Readonly<Record<AgentArea, Readonly<Record<string, unknown>>>>

/** One per process, because pages and their components are bundled separately. */
const LOADED = Symbol.for('porchlight.agent-catalogues')
const loaded: Partial<Record<AgentLanguage, AgentCatalogues>> = (Reflect.get(globalThis, LOADED) ??
  {}) as never
Reflect.set(globalThis, LOADED, loaded)

/** Adds a language other than English. Call before anything is rendered in it. */
export function addAgentCatalogues(language: AgentLanguage, catalogues: AgentCatalogues): void {
  loaded[language] = catalogues
}

/**
 * A catalogue of the agents' pages, in the language of the current request or document. Look texts up while rendering or
 * handling an event: a text stored when a module loads stays in one language.
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

/**
 * The visitors' catalogue in the agent's language, for the agents' side of a chat. `null` for English, which a chat uses by
 * default.
 */
export function chatWordsOfAgents(): Words<VisitorSource> | null {
  const language = agentLanguage()
  const catalogue = loaded[language]?.visitor
  return catalogue === undefined
    ? null
    : createWords<VisitorSource>(catalogue as never, { language, locale: language })
}
