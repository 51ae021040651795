import { useEffect, useState } from 'react'
import type { VisitorHost } from '@/client/visitor/host/host'
import { chooseLanguage } from '@/client/words/choose-language'
import { englishWords, loadWords, type VisitorWords } from '@/client/words/visitor/load-words'

/** The words in the language chosen from the host's and the reader's preferences; follows changes. English until loaded. */
export function useLanguage(host: Pick<VisitorHost, 'languages' | 'onLanguagesChange'>): VisitorWords {
  const [words, setWords] = useState(englishWords)

  useEffect(() => {
    let newest = 0
    async function follow() {
      const turn = ++newest
      const next = await loadWords(chooseLanguage(host.languages()))
      if (turn !== newest) return
      setWords((now) => (now.language === next.language && now.locale === next.locale ? now : next))
    }
    void follow()
    const stop = host.onLanguagesChange(() => void follow())
    return () => {
      newest += 1
      stop()
    }
  }, [host])

  return words
}
