// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { noteKeyOf } from './draft-key'
import { DraftStore } from './draft-store'
import { forgetMode, keepMode, recallMode } from './writing-mode'

const KEY = 'agent:ada:c1'
const storage = createBrowserStorage(localStorage)
const write = (key: string, text: string, at: number) => new DraftStore(key, storage, '1').write(text, at)

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

it('A-18 is a reply if there is no draft', async () => {
  expect(await recallMode(KEY, storage)).toBe('reply')
})

it('A-18 is that of the newest draft', async () => {
  await write(noteKeyOf(KEY), 'a note', 1)
  expect(await recallMode(KEY, storage)).toBe('note')
  await write(KEY, 'a reply', 2)
  expect(await recallMode(KEY, storage)).toBe('reply')
})

it('A-18 stays a note across a reload, even if the field is empty, but only in this conversation', async () => {
  keepMode(KEY, 'note')
  expect(await recallMode(KEY, storage)).toBe('note')
  keepMode(KEY, 'note')
  expect(await recallMode('agent:ada:c2', storage)).toBe('reply')
  keepMode(KEY, 'note')
  keepMode(KEY, 'reply')
  expect(await recallMode(KEY, storage)).toBe('reply')
  keepMode(KEY, 'note')
  forgetMode()
  expect(await recallMode(KEY, storage)).toBe('reply')
})
