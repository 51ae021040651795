'use client'

import { type ReactNode, useContext } from 'react'
import type { VisitorHost } from '@/client/visitor/host/host'
import { useLanguage } from '@/hooks/browser/use-language'
import { WordsContext } from '@/hooks/browser/use-words'
import styles from './chat-language.module.css'

type ChatLanguageProps = { host: VisitorHost; children: ReactNode }

/** Provides the visitor's language to a chat and sets its `lang` and `dir`. A no-op when nested. */
export function ChatLanguage({ host, children }: ChatLanguageProps) {
  const isWithin = useContext(WordsContext) !== null
  return isWithin ? children : <Spoken host={host}>{children}</Spoken>
}

function Spoken({ host, children }: ChatLanguageProps) {
  const words = useLanguage(host)
  return (
    <WordsContext value={words}>
      <div className={styles.root} lang={words.language} dir={words.direction}>
        {children}
      </div>
    </WordsContext>
  )
}
