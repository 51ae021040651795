// @vitest-environment jsdom
import { renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { LanguageWishes } from '@/client/words/choose-language'
import { useDocumentLanguage } from './use-document-language'

it('keeps the frame’s title, language and direction those of the chat', async () => {
  let wishes: LanguageWishes = { asked: null, page: null, reader: ['de-AT'], site: 'fr' }
  let change = () => {}
  const host = {
    languages: () => wishes,
    onLanguagesChange(listener: () => void) {
      change = listener
      return () => {}
    },
  }
  const described = () => [document.title, document.documentElement.lang, document.documentElement.dir]

  document.title = 'Chat des Servers'
  document.documentElement.lang = 'he'
  document.documentElement.dir = 'rtl'
  renderHook(() => useDocumentLanguage(host))
  expect(described(), 'until the words have loaded').toEqual(['Chat des Servers', 'he', 'rtl'])
  await waitFor(() => expect(described()).toEqual(['Chat', 'de', 'ltr']))

  wishes = { ...wishes, page: 'he' }
  change()
  await waitFor(() => expect(described()).toEqual(['צ׳אט', 'he', 'rtl']))

  wishes = { ...wishes, asked: 'tr' }
  change()
  await waitFor(() => expect(described()).toEqual(['Sohbet', 'tr', 'ltr']))
})
