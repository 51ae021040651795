'use client'

import { type ReactNode, use } from 'react'
import { loadAgentWords } from '@/client/words/load-agent-words'
import type { AgentLanguage } from '@/contract/agent-language'

type AgentLanguageGateProps = {
  /** The one that the server has drawn the page in. */
  language: AgentLanguage
  children: ReactNode
}

/** Holds back what is inside until its words are there. Until then the page stays as the server has drawn it. */
export function AgentLanguageGate({ language, children }: AgentLanguageGateProps) {
  if (language !== 'en') use(loadAgentWords(language))
  return children
}
