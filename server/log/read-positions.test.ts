import { beforeEach, describe, expect, it } from 'vitest'
import { listConversations } from '@/server/conversations/conversations'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { ada, ben, createCast, createConversation, draft, vera, victor } from '@/tests/factories'
import { recorded } from '@/tests/told'
import { advanceReadPosition } from './read-positions'

beforeEach(emptyDatabase)
beforeEach(createCast)

describe('advanceReadPosition', () => {
  it('is shared by the team and separate from the visitor’s', async () => {
    const { id } = await createConversation({
      messages: [
        [vera, 'Hello?'],
        [ada, 'Hi.'],
        [vera, 'Great'],
      ],
    })

    await advanceReadPosition(ada, id, 1)
    await advanceReadPosition(ben, id, 3)
    await advanceReadPosition(vera, id, 2)

    expect(await db.conversation.findUnique({ where: { id } })).toMatchObject({
      agentReadSequence: 3n,
      visitorReadSequence: 2n,
    })
    expect(await unread(ada, id)).toBe(0)
    expect(await unread(vera, id)).toBe(0)
  })

  it('announces a move once, and nothing if it does not move', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })

    await advanceReadPosition(ada, id, 1)
    await advanceReadPosition(ada, id, 1)
    await advanceReadPosition(ada, id, 0)

    expect(await recorded('conversation.read')).toHaveLength(1)
  })

  it('does not move for another visitor', async () => {
    const { id } = await createConversation({ visitor: vera, messages: [[ada, 'Hi.']] })
    await expect(advanceReadPosition(victor, id, 1)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps `read` and the unread counts correct while both sides write and read at once', async () => {
    const { id } = await createConversation()
    const random = pseudoRandom(7)
    const steps = Array.from({ length: 120 }, (_, index) => {
      const viewer = [vera, ada, ben][Math.floor(random() * 3)] ?? vera
      return random() < 0.6
        ? () => postMessage(viewer, id, draft(`message ${index}`))
        : () => advanceReadPosition(viewer, id, Math.floor(random() * 60))
    })
    await Promise.all(steps.map((step) => step()))

    const conversation = await db.conversation.findUniqueOrThrow({ where: { id } })
    const messages = await db.message.findMany({ where: { conversationId: id } })
    for (const { senderSide, sequence, read } of messages) {
      const position =
        senderSide === 'VISITOR' ? conversation.agentReadSequence : conversation.visitorReadSequence
      expect(read).toBe(sequence !== null && sequence <= position)
    }
    expect(await unread(ada, id)).toBe(
      messages.filter((one) => one.senderSide === 'VISITOR' && !one.read).length,
    )
    expect(await unread(vera, id)).toBe(
      messages.filter((one) => one.senderSide === 'AGENT' && !one.read).length,
    )
  })
})

async function unread(viewer: typeof ada, id: string): Promise<number | undefined> {
  const { data } = await listConversations(viewer, { limit: 10 })
  return data.find((conversation) => conversation.id === id)?.unreadCount
}

function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
