import { beforeEach, describe, expect, it } from 'vitest'
import { startConversation, updateConversation } from '@/server/conversations/conversations'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'

beforeEach(async () => {
  await emptyDatabase()
  await createCast()
})

const start = (name: string) =>
  startConversation(
    victor,
    { clientConversationId: crypto.randomUUID(), visitor: { name } },
    { browser: null },
    async () => {},
  )

describe('a visitor', () => {
  it.each([
    'Ada',
    'ADA',
    'A d a',
    'A\u00a0da',
    'Ad\u3164a',
    '\uff21\uff24\uff21',
    '(Ada)',
    'Support',
    'support\u2003TEAM',
    '\ud835\udc00dmin',
  ])('may not be called %s, neither at the start nor later', async (name) => {
    const refusal = { code: 'name_reserved', param: 'visitor.name' }
    const { id } = await createConversation()

    await expect(start(name)).rejects.toMatchObject(refusal)
    await expect(updateConversation(vera, id, { visitor: { name } })).rejects.toMatchObject(refusal)
    expect(await db.conversation.count()).toBe(1)
    expect((await db.user.findUniqueOrThrow({ where: { id: vera.id } })).name).toBe('Vera')
  })

  it.each(['Adam', 'Ad\u00e1', 'Ada from Support', 'Olga Nowak', 'Vera'])(
    'may be called %s',
    async (name) => {
      expect((await start(name)).conversation.visitor.name).toBe(name)
    },
  )
})

it('lets agents enter any name for a visitor', async () => {
  const { id } = await createConversation()
  expect((await updateConversation(ada, id, { visitor: { name: 'Ben' } })).visitor.name).toBe('Ben')
})
