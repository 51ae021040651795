// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Api } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import type { SessionCache } from '@/client/conversation/session-cache'
import { draftKeyOf, editKeyOf, noteKeyOf } from '@/client/outbox/draft-key'
import { writeDraft } from '@/client/outbox/drafts'
import { useDraftsOfTheErased } from './use-drafts-of-the-erased'

beforeEach(() => localStorage.clear())

it('asks once for each conversation with drafts, and discards those of the deleted', async () => {
  for (const id of ['a', 'b']) {
    const replyKey = draftKeyOf('ada', id)
    for (const key of [replyKey, noteKeyOf(replyKey), editKeyOf(replyKey, 'm1')]) await writeDraft(key, 'Hi')
  }
  const getConversation = vi.fn(async (id: string) => {
    if (id === 'b') throw notFound
  })
  const erase = vi.fn()
  renderHook(() =>
    useDraftsOfTheErased({ getConversation } as unknown as Api, 'ada', { erase } as unknown as SessionCache),
  )
  await vi.waitFor(() => expect(erase).toHaveBeenCalled())

  expect(getConversation.mock.calls.map(([id]) => id).sort()).toEqual(['a', 'b'])
  expect(erase).toHaveBeenCalledExactlyOnceWith(['b'])
})

const notFound = new ApiError({
  status: 404,
  code: 'not_found',
  message: 'not_found',
  param: null,
  requestId: 'r',
  retryAfterSeconds: null,
})
