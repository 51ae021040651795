import { AGENT_LANGUAGE_COOKIE, type AgentLanguage, REQUEST_LANGUAGE } from '@/contract/agent-language'

/** That of this document, which never changes: another choice loads the page anew. */
let spoken: AgentLanguage = 'en'

/** The language that agents read the pages in: of the request that is drawn, or of this document. English where no agent reads. */
export function agentLanguage(): AgentLanguage {
  const ofRequest = Reflect.get(globalThis, REQUEST_LANGUAGE) as (() => AgentLanguage | undefined) | undefined
  return ofRequest?.() ?? spoken
}

/** Sets the language of this document. Translators change its `lang`, so that is not where it is read. */
export function speakToAgent(language: AgentLanguage): void {
  spoken = language
}

/** What the agent chose in this browser; `null`: as the browser is set. */
export function chosenAgentLanguage(): string | null {
  const pairs = document.cookie.split('; ').map((pair) => pair.split('='))
  return pairs.find(([name]) => name === AGENT_LANGUAGE_COOKIE)?.[1] ?? null
}

/** Keeps a choice in this browser for a year, or forgets it. Holds for pages that are loaded from now on. */
export function chooseAgentLanguage(language: AgentLanguage | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser that we support has the cookie store
  document.cookie = `${AGENT_LANGUAGE_COOKIE}=${language ?? ''}; Path=/; Max-Age=${language === null ? 0 : YEAR_S}; SameSite=Lax`
}

const YEAR_S = 365 * 24 * 60 * 60
