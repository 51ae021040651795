import {
  AGENT_LANGUAGE_COOKIE,
  type AgentLanguage,
  agentLanguages,
  REQUEST_LANGUAGE,
} from '@/contract/agent-language'

/** This document's language. Constant: choosing another language reloads the page. */
let spoken: AgentLanguage = 'en'

/** The language for agents: of the request being rendered, or of this document. English on pages without agents. */
export function agentLanguage(): AgentLanguage {
  const ofRequest = Reflect.get(globalThis, REQUEST_LANGUAGE) as (() => AgentLanguage | undefined) | undefined
  return ofRequest?.() ?? spoken
}

/** Sets this document's language. Stored separately from its `lang` attribute, which browser translators change. */
export function speakToAgent(language: AgentLanguage): void {
  spoken = language
}

/** The language the agent chose in this browser; `null` to follow the browser's languages. */
export function chosenAgentLanguage(): AgentLanguage | null {
  const pairs = document.cookie.split('; ').map((pair) => pair.split('='))
  const chosen = pairs.find(([name]) => name === AGENT_LANGUAGE_COOKIE)?.[1]
  return agentLanguages.find((known) => known === chosen) ?? null
}

/** Stores the choice in this browser for a year, or deletes it with `null`. Takes effect on the next page load. */
export function chooseAgentLanguage(language: AgentLanguage | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser that we support has the cookie store
  document.cookie = `${AGENT_LANGUAGE_COOKIE}=${language ?? ''}; Path=/; Max-Age=${language === null ? 0 : YEAR_S}; SameSite=Lax`
}

const YEAR_S = 365 * 24 * 60 * 60
