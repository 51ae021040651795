import { createContext, useContext } from 'react'
import { englishWords, type VisitorWords } from '@/client/words/visitor/load-words'

const english = englishWords()

/** The words of the chat around; `null` outside of any. */
export const WordsContext = createContext<VisitorWords | null>(null)

/** What visitors read, in their language. English outside of a chat, as on the agents' desk, and until another is loaded. */
export function useWords(): VisitorWords {
  return useContext(WordsContext) ?? english
}
