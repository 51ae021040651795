import { speakToAgent } from '@/client/browser/agent-language'
import type { AgentLanguage } from '@/contract/agent-language'
import { type AgentCatalogues, addAgentCatalogues } from './agent-words'

/** Separate chunks, each loaded only for that language. */
const catalogues: Record<Exclude<AgentLanguage, 'en'>, () => Promise<AgentCatalogues>> = {
  de: async () => (await import('./german')).german,
}

const loading = new Map<AgentLanguage, Promise<void>>()

/** Loads the agents' catalogues in a language and switches the document to it. Repeated calls return the same promise. */
export function loadAgentWords(language: Exclude<AgentLanguage, 'en'>): Promise<void> {
  const before = loading.get(language)
  if (before !== undefined) return before
  const load = catalogues[language]().then((loaded) => {
    addAgentCatalogues(language, loaded)
    speakToAgent(language)
  })
  loading.set(language, load)
  return load
}
