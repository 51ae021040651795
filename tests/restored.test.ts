import { beforeEach, expect, it } from 'vitest'
import { getConversation, listConversations } from '@/server/conversations/conversations'
import { beginEpoch } from '@/server/database/epoch'
import { emptyDatabase } from './database'
import { ada, createCast, createConversation, vera } from './factories'

beforeEach(async () => {
  await emptyDatabase()
  await createCast()
})

it('a restored database tells browsers that history has changed', async () => {
  const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
  const page = { limit: 50 }
  const before = await getConversation(vera, id, page)

  await beginEpoch()

  const after = await getConversation(vera, id, page)
  expect(after.epoch).not.toBe(before.epoch)
  expect((await listConversations(ada, page)).epoch).toBe(after.epoch)
  expect(after.messages).toEqual(before.messages)
})
