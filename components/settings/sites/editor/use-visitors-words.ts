import { useMemo } from 'react'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import type { SiteSettings } from '@/contract/sites/site-settings'
import { useLanguage } from '@/hooks/browser/use-language'

/** The chat's texts in a site's language. Returns the previous language's until they are loaded. */
export function useVisitorsWords(locale: SiteSettings['locale']): VisitorWords {
  const wishes = useMemo(
    () => ({
      languages: () => ({ asked: null, page: null, reader: [], site: locale }),
      onLanguagesChange: () => () => {},
    }),
    [locale],
  )
  return useLanguage(wishes)
}
