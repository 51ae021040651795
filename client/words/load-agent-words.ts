import { speakToAgent } from '@/client/browser/agent-language'
import type { AgentLanguage } from '@/contract/agent-language'
import { type AgentCatalogues, addAgentCatalogues } from './agent-words'

/** Each is a file of its own, which only those load who read that language. */
const catalogues: Record<Exclude<AgentLanguage, 'en'>, () => Promise<AgentCatalogues>> = {
  de: async () => (await import('./german')).german,
}

const loading = new Map<AgentLanguage, Promise<void>>()

/** Loads what agents read in a language and lets the document speak it. The same promise for the same language. */
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
