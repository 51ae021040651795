// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { draftText } from './draft-text'
import { writeDraft } from './drafts'

beforeEach(() => localStorage.clear())

it('is one per key while it has subscribers or a text', async () => {
  const stop = draftText('a').subscribe(() => {})
  const text = draftText('a')
  expect(draftText('a')).toBe(text)

  await writeDraft('a', 'Hello')
  await vi.waitFor(() => expect(text.getSnapshot()).toBe('Hello'))
  stop()
  expect(draftText('a').getSnapshot(), 'a row that mounts again shows it at once').toBe('Hello')
})

it('is not kept without subscribers: a server renders the rows of all agents', () => {
  expect(draftText('b')).not.toBe(draftText('b'))
  const text = draftText('b')
  text.subscribe(() => {})()
  expect(draftText('b')).not.toBe(text)
})
