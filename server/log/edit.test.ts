import { beforeEach, describe, expect, it } from 'vitest'
import { conversationChannel, staffConversationChannel } from '@/contract/log/channels'
import { getConversation, listConversations } from '@/server/conversations/conversations'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, ben, createCast, createConversation, draft, vera, victor } from '@/tests/factories'
import { toldOn } from '@/tests/told'
import { deleteMessage, editMessage } from './edit'

beforeEach(emptyDatabase)
beforeEach(createCast)

describe('an edit', () => {
  it('changes the text in its place, and both sides hear of it as the next entry', async () => {
    const { id, message } = await written(ada, 'Helo.')

    const edited = await editMessage(ada, id, message.id, { content: 'Hello.', version: 1 })

    expect(edited).toEqual({ ...message, content: 'Hello.', version: 2, editedAt: expect.any(String) })
    for (const channel of [conversationChannel(SITE_ID, id), staffConversationChannel(SITE_ID, id)]) {
      expect((await toldOn(channel)).at(-1)).toMatchObject({
        name: 'entry.appended',
        data: {
          entry: {
            sequence: 2,
            kind: 'event',
            event: { type: 'message_edited', messageId: message.id, message: edited },
          },
        },
      })
    }
    const { messages } = await getConversation(vera, id, { limit: 10 })
    expect(messages.data).toMatchObject([
      { sequence: 1, content: 'Hello.', version: 2 },
      { sequence: 2, event: { type: 'message_edited', message: edited } },
    ])
  })

  it('that is repeated is answered again and noted once', async () => {
    const { id, message } = await written(vera, 'Helo?')
    const first = await editMessage(vera, id, message.id, { content: 'Hello?', version: 1 })
    expect(await editMessage(vera, id, message.id, { content: 'Hello?', version: 1 })).toEqual(first)
    expect(await db.message.count({ where: { kind: 'EVENT' } })).toBe(1)
  })

  it('of an old version is refused, also of two at once', async () => {
    const { id, message } = await written(ada, 'one')
    const edits = ['two', 'three'].map((content) => editMessage(ada, id, message.id, { content, version: 1 }))
    const results = await Promise.allSettled(edits)
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'edit_conflict' }) }),
    )
  })

  it('is for the author only, and another author’s message answers like a missing one', async () => {
    const { id, message } = await written(vera, 'mine')
    const patch = { content: 'not mine', version: 1 }
    for (const [viewer, messageId] of [
      [ada, message.id],
      [victor, message.id],
      [vera, crypto.randomUUID()],
    ] as const) {
      await expect(editMessage(viewer, id, messageId, patch)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(editMessage({ ...vera, isBlocked: true }, id, message.id, patch)).rejects.toMatchObject({
      code: 'blocked',
    })
    expect(await db.message.findMany()).toMatchObject([{ content: 'mine', version: 1 }])
  })

  it('is too late after five minutes of the database’s clock', async () => {
    const { id, message } = await written(ada, 'old')
    await db.$executeRaw`UPDATE message SET created_at = now() - interval '5 minutes'`
    const late = editMessage(ada, id, message.id, { content: 'new', version: 1 })
    await expect(late).rejects.toMatchObject({ code: 'edit_too_late' })
    await expect(deleteMessage(ada, id, message.id, { version: 1 })).rejects.toMatchObject({
      code: 'edit_too_late',
    })
  })

  it('can be made twenty times', async () => {
    const { id, message } = await written(ada, 'v1')
    for (let version = 1; version <= 20; version += 1)
      await editMessage(ada, id, message.id, { content: `v${version + 1}`, version })
    const another = editMessage(ada, id, message.id, { content: 'v22', version: 21 })
    await expect(another).rejects.toMatchObject({ code: 'too_many_edits' })
    await expect(deleteMessage(ada, id, message.id, { version: 21 })).resolves.toMatchObject({ version: 22 })
  })

  it('does not change what a repeated post answers: the message as it is now', async () => {
    const { id, message, post } = await written(ada, 'Helo.')
    const edited = await editMessage(ada, id, message.id, { content: 'Hello.', version: 1 })
    expect(await postMessage(ada, id, post)).toEqual({ message: edited, created: false })
  })

  it('of a note stays with the team', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    const { message } = await postMessage(ben, id, { ...draft('psst'), kind: 'note' })
    const before = await toldOn(conversationChannel(SITE_ID, id))
    await editMessage(ben, id, message.id, { content: 'PSST', version: 1 })
    await deleteMessage(ben, id, message.id, { version: 2 })
    expect(await toldOn(conversationChannel(SITE_ID, id))).toEqual(before)
    expect((await getConversation(vera, id, { limit: 10 })).messages.data).toHaveLength(1)
    expect((await getConversation(ada, id, { limit: 10 })).messages.data).toHaveLength(4)
  })
})

describe('a deletion', () => {
  it('leaves the place and nothing of the text', async () => {
    const { id, message } = await written(ada, 'A secret, by mistake.')
    const deleted = await deleteMessage(ada, id, message.id, { version: 1 })
    expect(deleted).toMatchObject({ content: '', version: 2, deletedAt: expect.any(String) })
    expect(await deleteMessage(ada, id, message.id, { version: 1 })).toEqual(deleted)
    const edit = editMessage(ada, id, message.id, { content: 'back', version: 2 })
    await expect(edit).rejects.toMatchObject({ code: 'edit_conflict' })
    expect(JSON.stringify(await db.message.findMany({ where: { id: message.id } }), bigints)).not.toContain(
      'secret',
    )
  })

  it('of the only unread word takes the conversation out of what is unread and what waits', async () => {
    const { id, message } = await written(vera, 'Never mind')
    expect(await totals()).toEqual([1, 1])
    await deleteMessage(vera, id, message.id, { version: 1 })
    expect(await totals()).toEqual([0, 0])
  })

  it('of one of two unread words leaves the other waiting', async () => {
    const { id, message } = await written(vera, 'first')
    const { message: second } = await postMessage(vera, id, draft('second'))
    await deleteMessage(vera, id, message.id, { version: 1 })
    expect(await totals()).toEqual([1, 1])
    const { data } = await listConversations(ada, { limit: 1 })
    expect(data[0]).toMatchObject({ unreadCount: 1, waitingSince: second.createdAt })
  })
})

async function written(author: typeof ada, content: string) {
  const { id } = await createConversation()
  const post = draft(content)
  const { message } = await postMessage(author, id, post)
  return { id, message, post }
}

async function totals(): Promise<[number, number]> {
  const { unreadTotal, needsAnswerTotal } = await listConversations(ada, { limit: 1 })
  return [unreadTotal, needsAnswerTotal]
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}
