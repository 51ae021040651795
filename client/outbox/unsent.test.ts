// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { editKeyOf, noteKeyOf } from './draft-key'
import { DraftStore } from './draft-store'
import { forgetDrafts } from './drafts'
import { OutboxStore } from './outbox-store'
import { forgetUnsent, unsentConversations } from './unsent'

const storage = createBrowserStorage(localStorage)
beforeEach(() => localStorage.clear())

it('finds and deletes one agent’s unsent text from all tabs, and no other agent’s', async () => {
  await new DraftStore('agent:ada:c1', storage, '1').write('half a reply')
  await new DraftStore('agent:ada:c1', storage, '2').write('another half')
  await new DraftStore('agent:ada:c2', storage, '1').write('   ')
  new OutboxStore(storage, 'agent:ada:c3').add({ clientMessageId: 'm1', content: 'not sent' })
  await new DraftStore('agent:ben:c1', storage, '1').write('Ben’s')
  await new DraftStore('visitor', storage, '1').write('a visitor’s')
  expect((await unsentConversations('ada', storage)).sort()).toEqual(['c1', 'c3'])

  await forgetUnsent('ada', storage)

  expect(await unsentConversations('ada', storage)).toEqual([])
  expect(JSON.stringify({ ...localStorage })).not.toMatch(/half|not sent/)
  expect(await unsentConversations('ben', storage)).toEqual(['c1'])
  expect((await new DraftStore('visitor', storage, '1').newest())?.text).toBe('a visitor’s')
})

it('A-18 counts notes and edits for their conversation, and deletes them', async () => {
  await new DraftStore(noteKeyOf('agent:ada:c1'), storage, '1').write('half a note')
  await new DraftStore(editKeyOf('agent:ada:c1', 'm1'), storage, '1').write('half an edit')
  await new DraftStore('agent:ada:c1', storage, '1').write('half a reply')
  await new DraftStore(noteKeyOf('agent:ada:c2'), storage, '1').write('another')
  expect((await unsentConversations('ada', storage)).sort()).toEqual(['c1', 'c2'])
  await forgetUnsent('ada', storage)
  expect(await unsentConversations('ada', storage)).toEqual([])
})

it('A-18 deletes all texts of a conversation, and none of another with a common prefix', async () => {
  const keys = ['agent:ada:c1', noteKeyOf('agent:ada:c1'), editKeyOf('agent:ada:c1', 'm1')]
  for (const key of [...keys, 'agent:ada:c10']) await new DraftStore(key, storage, '1').write('text')
  await forgetDrafts('agent:ada:c1', storage)
  expect(await unsentConversations('ada', storage)).toEqual(['c10'])
})

it('finds nothing in an empty storage', async () => {
  expect(await unsentConversations('ada', storage)).toEqual([])
})
