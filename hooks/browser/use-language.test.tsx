// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { LanguageWishes } from '@/client/words/choose-language'
import { useLanguage } from './use-language'

afterEach(cleanup)

vi.mock('@/client/words/visitor/nl', () => {
  throw new Error('The network is gone')
})

/** A page whose language changes. */
function pageIn(page: string) {
  const listeners = new Set<() => void>()
  const wishes: LanguageWishes = { asked: null, page, reader: [], site: null }
  return {
    languages: () => wishes,
    onLanguagesChange(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    speak(next: string) {
      wishes.page = next
      for (const listener of listeners) listener()
    },
    isHeard: () => listeners.size > 0,
  }
}

it('is English until the language of the page is loaded, and follows the page', async () => {
  const host = pageIn('de-AT')
  const { result, unmount } = renderHook(() => useLanguage(host))
  expect(result.current.t('closeChat')).toBe('Close chat')
  await waitFor(() => expect(result.current.t('closeChat')).toBe('Chat schließen'))
  expect(result.current.locale).toBe('de-AT')
  act(() => host.speak('he'))
  await waitFor(() => expect(result.current.direction).toBe('rtl'))
  unmount()
  expect(host.isHeard()).toBe(false)
})

it('ends up in the last of several languages', async () => {
  const host = pageIn('en')
  const { result } = renderHook(() => useLanguage(host))
  act(() => {
    for (const language of ['fr', 'ja', 'en', 'pl']) host.speak(language)
  })
  await waitFor(() => expect(result.current.language).toBe('pl'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(result.current.language).toBe('pl')
})

it('is English if the language cannot be loaded, including dates', async () => {
  const host = pageIn('nl-NL')
  const { result } = renderHook(() => useLanguage(host))
  await waitFor(() => expect(result.current.locale).toBe('en'))
  expect(result.current.t('closeChat')).toBe('Close chat')
})
