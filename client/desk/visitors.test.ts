import { expect, it, vi } from 'vitest'
import type { ConversationSession } from '@/client/conversation/conversation-session'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { blockVisitor, unblockVisitor } from './visitors'

it.each([
  ['blocking', blockVisitor, 'blockVisitor'],
  ['unblocking', unblockVisitor, 'unblockVisitor'],
] as const)(
  '%s catches up the conversation that it was done in, even if another is open by then',
  async (...given) => {
    const [, change, request] = given
    const { desk, api, way } = createTestDesk({
      conversations: [numbered('a', 2), numbered('b', 1)],
      place: { conversationId: 'a' },
    })
    const caughtUp: string[] = []
    vi.spyOn(desk.sessions, 'peek').mockImplementation((id) => {
      const catchUp = async () => void caughtUp.push(id)
      return { catchUp } as unknown as ConversationSession
    })
    api[request].mockImplementation(async () => way.go({ conversationId: 'b' }))

    await change(desk, 'vera')

    expect(way.place().conversationId).toBe('b')
    expect(caughtUp).toEqual(['a'])
  },
)
