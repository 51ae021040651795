import { useMemo } from 'react'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import type { SiteSettings } from '@/contract/sites/site-settings'
import { useLanguage } from '@/hooks/browser/use-language'

/** What a visitor of a site in this language reads: the chat's own words. Those of before until they are loaded. */
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
