import { useEffect } from 'react'
import type { VisitorHost } from '@/client/visitor/host/host'
import { chooseLanguage } from '@/client/words/choose-language'
import { useLanguage } from '@/hooks/browser/use-language'

/**
 * Keeps the frame's document in the language of the chat: its title, which screen readers announce, `lang` and `dir`. The server
 * knows neither the page's language nor that it changes. Until the words of the language have loaded, the server's stay.
 */
export function useDocumentLanguage(host: Pick<VisitorHost, 'languages' | 'onLanguagesChange'>): void {
  const { language, direction, t } = useLanguage(host)
  useEffect(() => {
    if (language !== chooseLanguage(host.languages()).language) return
    document.title = t('chat')
    document.documentElement.lang = language
    document.documentElement.dir = direction
  }, [host, language, direction, t])
}
