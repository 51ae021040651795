import { beforeEach, describe, expect, it } from 'vitest'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { emptyDatabase } from './database'
import { ada, ben, createCast, createConversation, draft, vera } from './factories'

beforeEach(async () => {
  await emptyDatabase()
  await createCast()
})

describe('an answer from a stale view', () => {
  it('is refused when a colleague has replied since, and stored once that was seen', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    await postMessage(ben, id, { ...draft('It is 5.'), seenSequence: 1 })
    const answer = draft('It is 6.')

    await expect(postMessage(ada, id, { ...answer, seenSequence: 1 })).rejects.toMatchObject({
      code: 'newer_messages',
    })
    expect(await db.message.count()).toBe(2)

    await postMessage(ada, id, { ...answer, seenSequence: 2 })
    expect(await db.message.count()).toBe(3)
  })

  it('is accepted when only the visitor or oneself has written since', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    await postMessage(ada, id, { ...draft('Hello.'), seenSequence: 1 })
    await postMessage(vera, id, draft('Anybody?'))
    await postMessage(ada, id, { ...draft('I am here.'), seenSequence: 1 })
    expect(await db.message.count()).toBe(4)
  })

  it('gets the same response when it repeats a stored one', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    const answer = { ...draft('Hello.'), seenSequence: 1 }
    const first = await postMessage(ada, id, answer)
    await postMessage(ben, id, draft('Hello from me, too.'))

    expect(await postMessage(ada, id, answer)).toEqual({ message: first.message, created: false })
  })

  it('is accepted exactly once of two sent concurrently', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    for (let round = 0; round < 20; round += 1) {
      const seenSequence = await db.message.count()
      const sent = [ada, ben].map((agent) => postMessage(agent, id, { ...draft('Me!'), seenSequence }))
      const outcomes = await Promise.allSettled(sent)
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })
})
