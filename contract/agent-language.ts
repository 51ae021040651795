/** The languages that agents read. */
export const agentLanguages = ['en', 'de'] as const

export type AgentLanguage = (typeof agentLanguages)[number]

/** Keeps an agent's choice in their browser. Without it the browser's own languages decide. */
export const AGENT_LANGUAGE_COOKIE = 'porchlight-language'

/** Under this name the process tells the code that draws pages, which is bundled apart, how to read the language of a request. */
export const REQUEST_LANGUAGE = Symbol.for('porchlight.request-language')

/** The first of these tags that agents can read the pages in, otherwise English. A tag's region does not matter. */
export function firstAgentLanguage(tags: readonly string[]): AgentLanguage {
  for (const tag of tags) {
    const language = agentLanguages.find((known) => known === tag.trim().split(/[-_]/, 1)[0]?.toLowerCase())
    if (language !== undefined) return language
  }
  return 'en'
}
