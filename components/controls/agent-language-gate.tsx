'use client'

import { type ReactNode, use } from 'react'
import { loadAgentWords } from '@/client/words/load-agent-words'
import type { AgentLanguage } from '@/contract/agent-language'

type AgentLanguageGateProps = {
  /** The language that the server rendered the page in. */
  language: AgentLanguage
  children: ReactNode
}

/** Suspends its children until the language's catalogues are loaded. Until then the server-rendered page stays. */
export function AgentLanguageGate({ language, children }: AgentLanguageGateProps) {
  if (language !== 'en') use(loadAgentWords(language))
  return children
}
