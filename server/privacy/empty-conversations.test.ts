import { beforeEach, expect, it } from 'vitest'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'
import { sweepEmptyConversations } from './empty-conversations'

const TWO_DAYS_AGO = new Date(Date.now() - 48 * 60 * 60 * 1000)

beforeEach(async () => {
  await emptyDatabase()
  await createCast()
})

it('deletes conversations that were never used, and visitors who have no other', async () => {
  const [ofVera, used, ofVictor] = [
    await createConversation({ visitor: vera }),
    await createConversation({ visitor: vera, messages: [[vera, 'Hello?']] }),
    await createConversation({ visitor: victor }),
  ]
  await db.conversation.updateMany({ data: { createdAt: TWO_DAYS_AGO } })
  const recent = await createConversation({ visitor: vera })

  await sweepEmptyConversations()

  const left = (await db.conversation.findMany()).map(({ id }) => id)
  expect(left.sort()).toEqual([used.id, recent.id].sort())
  expect(left).not.toContain(ofVera.id)
  expect(left).not.toContain(ofVictor.id)
  expect(await db.user.findUnique({ where: { id: victor.id } })).toBe(null)
  expect(await db.user.findUnique({ where: { id: vera.id } })).not.toBe(null)
  expect(await db.user.findUnique({ where: { id: ada.id } })).not.toBe(null)
})
