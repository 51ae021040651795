// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubLayout } from '@/client/testing/layout'
import { chooseLanguage } from '@/client/words/choose-language'
import { loadWords } from '@/client/words/visitor/load-words'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { UserChatBox } from './user-chat-box'

const endpoint: RealtimeEndpoint = { kind: 'embedded' }
const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja']

beforeEach(() => {
  stubLayout()
})
afterEach(() => {
  cleanup()
  document.documentElement.lang = ''
})

it('W-58 tells visitors who write to an archived site that the chat takes no messages, in their language', async () => {
  const error = { code: 'unknown_site', message: 'No active site has this key.', requestId: 'r1' }
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 404 }))
  document.documentElement.lang = 'en'
  render(<UserChatBox endpoint={endpoint} onClose={() => {}} />)

  const field = await screen.findByRole('textbox', { name: 'Message' })
  fireEvent.change(field, { target: { value: 'Is anyone there?' } })
  fireEvent.keyDown(field, { key: 'Enter' })

  await screen.findByText('This chat no longer takes new messages. What you have typed is kept.', undefined, {
    timeout: 5_000,
  })
  for (const language of languages) {
    const { t, direction } = await loadWords(
      chooseLanguage({ asked: language, page: null, reader: [], site: null }),
    )
    await act(async () => {
      document.documentElement.lang = language
    })
    const sentence = await screen.findByText(t('archived'))
    expect(sentence.closest('[dir]')?.getAttribute('dir'), language).toBe(direction)
    expect(screen.getByText('Is anyone there?'), language).toBeTruthy()
    expect(screen.getByText(t('notSent')), language).toBeTruthy()
    for (const other of ['away', 'online', 'reconnecting'] as const)
      expect(screen.queryByText(t(other)), `${other} in ${language}`).toBeNull()
  }
})
