'use client'

import { type ReactNode, useState } from 'react'
import { chatWordsOfAgents } from '@/client/words/agent-words'
import { WordsContext } from '@/hooks/browser/use-words'

/** Provides the agent's language to the log and the composer, which both sides share. */
export function AgentChatWords({ children }: { children: ReactNode }) {
  const [words] = useState(chatWordsOfAgents)
  return <WordsContext value={words}>{children}</WordsContext>
}
