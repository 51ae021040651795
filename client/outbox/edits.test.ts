// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { editKeyOf } from './draft-key'
import { writeDraft } from './drafts'
import { forgetEdit, readEdits, writeEdit } from './edits'

const KEY = 'agent:ada:c1'

beforeEach(() => localStorage.clear())

it('keeps an edit with the version that it started from, until it is forgotten', async () => {
  await writeEdit(KEY, 'm1', { text: 'At nine', version: 3 })
  await writeEdit(KEY, 'm2', { text: 'At ten', version: 1 })
  expect(await readEdits(KEY)).toEqual([
    ['m1', { text: 'At nine', version: 3 }],
    ['m2', { text: 'At ten', version: 1 }],
  ])
  await forgetEdit(KEY, 'm1')
  expect(await readEdits(KEY)).toEqual([['m2', { text: 'At ten', version: 1 }]])
})

it('takes an edit without a version for one of the first, so that it replaces no other silently', async () => {
  await writeDraft(editKeyOf(KEY, 'm1'), 'At nine')
  expect(await readEdits(KEY)).toEqual([['m1', { text: 'At nine', version: 1 }]])
})

it('finds only the edits of this conversation', async () => {
  await writeDraft(KEY, 'a reply')
  await writeEdit('agent:ada:c10', 'm1', { text: 'elsewhere', version: 1 })
  expect(await readEdits(KEY)).toEqual([])
})
