import { createContext, useContext } from 'react'
import { englishWords, type VisitorWords } from '@/client/words/visitor/load-words'

const english = englishWords()

/** The surrounding chat's words; `null` outside of a chat. */
export const WordsContext = createContext<VisitorWords | null>(null)

/** The visitors' words in their language. English until it is loaded, and outside of a chat. */
export function useWords(): VisitorWords {
  return useContext(WordsContext) ?? english
}
