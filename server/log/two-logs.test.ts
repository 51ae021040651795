import { beforeEach, describe, expect, it } from 'vitest'
import { getConversation, updateConversation } from '@/server/conversations/conversations'
import { postMessage } from '@/server/conversations/post-message'
import { db } from '@/server/database/db'
import { blockVisitor, unblockVisitor } from '@/server/visitors/block'
import { emptyDatabase } from '@/tests/database'
import { ada, ben, createCast, createConversation, draft, vera } from '@/tests/factories'
import { deleteMessage, editMessage } from './edit'
import { advanceReadPosition } from './read-positions'

beforeEach(emptyDatabase)
beforeEach(createCast)

const note = (content: string) => ({ ...draft(content), kind: 'note' as const })

describe('a conversation’s two logs', () => {
  it('each have no gaps and the same order, despite concurrency', async () => {
    const { id } = await createConversation()
    const deeds: (() => Promise<unknown>)[] = [
      () => postMessage(vera, id, draft('word')),
      () => postMessage(ada, id, draft('reply')),
      () => postMessage(ben, id, note('note')),
      () => postMessage(ada, id, { ...draft('bye'), close: true }),
      () => updateConversation(ben, id, { status: 'CLOSED' }),
      () => updateConversation(ben, id, { status: 'OPEN' }),
      () => advanceReadPosition(ada, id, 1_000),
      () => advanceReadPosition(vera, id, 1_000),
      () => changeOne(ada, id),
      () => changeOne(vera, id),
    ]
    for (let round = 0; round < 6; round += 1) await Promise.all(deeds.flatMap((deed) => [deed(), deed()]))

    const rows = await db.message.findMany({ where: { conversationId: id }, orderBy: { position: 'asc' } })
    const sequences = rows.flatMap(({ sequence }) => (sequence === null ? [] : Number(sequence)))
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.map(({ position }) => Number(position))).toEqual(countTo(rows.length))
    expect(sequences).toEqual(countTo(sequences.length))
    const kinds = new Set(rows.map(({ kind, event }) => (event as { type: string } | null)?.type ?? kind))
    expect(kinds).toEqual(
      new Set(['MESSAGE', 'NOTE', 'closed', 'reopened', 'message_edited', 'message_deleted']),
    )
    await expectTrueNumbers(id)
  })

  it('show the team what the visitor must not see, with separate numbers', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    await postMessage(ada, id, note('She called yesterday.'))
    await postMessage(ada, id, draft('Hi.'))
    await blockVisitor(ada, vera.id)
    await unblockVisitor(ben, vera.id)
    await updateConversation(ada, id, { status: 'CLOSED' })

    const team = await entriesOf(ada, id)
    const visitor = await entriesOf(vera, id)
    expect(team.map(what)).toEqual([
      [1, 'Hello?'],
      [2, 'She called yesterday.'],
      [3, 'Hi.'],
      [4, 'Ada blocked'],
      [5, 'Ben unblocked'],
      [6, 'Ada closed'],
    ])
    expect(visitor.map(what)).toEqual([
      [1, 'Hello?'],
      [2, 'Hi.'],
      [3, 'Ada closed'],
    ])
  })

  it('record a block in open conversations and the newest one', async () => {
    const old = await createConversation({ messages: [[vera, 'one']], status: 'CLOSED' })
    const open = await createConversation({ messages: [[vera, 'two']] })
    const newest = await createConversation({ messages: [[vera, 'three']], status: 'CLOSED' })
    await blockVisitor(ada, vera.id)
    const lengths = await Promise.all(
      [old, open, newest].map(async ({ id }) => (await entriesOf(ada, id)).length),
    )
    expect(lengths).toEqual([1, 2, 2])
  })

  it('let an agent read past a note without telling the visitor', async () => {
    const { id } = await createConversation({ messages: [[vera, 'Hello?']] })
    await advanceReadPosition(ada, id, 1)
    await postMessage(ada, id, note('Not yet.'))
    const before = await db.conversation.findUniqueOrThrow({ where: { id } })
    await advanceReadPosition(ada, id, 2)

    const after = await db.conversation.findUniqueOrThrow({ where: { id } })
    expect(after).toMatchObject({ agentReadPosition: 2n, agentReadSequence: 1n })
    expect(after.visitorRevision).toBe(before.visitorRevision)
    expect(after.revision).toBeGreaterThan(before.revision)
    expect((await db.outboxEvent.findFirst({ orderBy: { id: 'desc' } }))?.channels).not.toContainEqual(
      expect.stringMatching(/^support:/),
    )
  })

  it('refuse a visitor’s note, and do not change', async () => {
    const { id } = await createConversation()
    await expect(postMessage(vera, id, note('psst'))).rejects.toMatchObject({
      code: 'forbidden',
      param: 'kind',
    })
    expect(await db.message.count()).toBe(0)
  })
})

describe('the database itself', () => {
  it.each([
    ['a note with a number for the visitor', { kind: 'NOTE', sequence: 1n, senderSide: 'AGENT', read: true }],
    ['a note of a visitor', { kind: 'NOTE', sequence: null, senderSide: 'VISITOR', read: true }],
    ['a message without a number for the visitor', { sequence: null }],
    ['a number for the visitor beyond the team’s', { sequence: 2n }],
    ['an event without content', { kind: 'EVENT', content: '', read: true, clientMessageId: null }],
    ['a message without text that is not deleted', { content: '' }],
    ['a deleted message with its text', { deletedAt: new Date(), version: 2 }],
  ])('refuses %s', async (_, wrong) => {
    const { id } = await createConversation()
    const row = {
      conversationId: id,
      position: 1n,
      sequence: 1n,
      senderId: ada.id,
      senderSide: 'AGENT' as const,
    }
    const right = { ...row, clientMessageId: 'aaaaaaaa', content: 'text' }
    await expect(db.message.create({ data: { ...right, ...wrong } as typeof right })).rejects.toThrow(/check/)
    await expect(db.message.create({ data: right })).resolves.toBeTruthy()
  })
})

/** Changes this author's newest message: edits its first version, and deletes later ones. */
async function changeOne(author: typeof ada, conversationId: string): Promise<void> {
  const own = await db.message.findFirst({
    where: { conversationId, senderId: author.id, kind: 'MESSAGE', deletedAt: null },
    orderBy: [{ version: 'desc' }, { position: 'desc' }],
  })
  if (own === null) return
  const change =
    own.version === 1
      ? editMessage(author, conversationId, own.id, { content: 'better', version: own.version })
      : deleteMessage(author, conversationId, own.id, { version: own.version })
  // Of two concurrent changes, one is too late.
  await change.catch((error: { code: string }) => expect(error.code).toBe('edit_conflict'))
}

/** Checks that the conversation's row agrees with its log. */
async function expectTrueNumbers(id: string): Promise<void> {
  const [row] = await db.$queryRaw<[Record<string, bigint>]>`
    SELECT
      last_position = max(position) AND last_sequence = max(sequence) AS last,
      last_shown_position = max(position) FILTER (WHERE message.kind <> 'EVENT') AS shown_to_team,
      last_shown_sequence = max(sequence) FILTER (WHERE message.kind = 'MESSAGE') AS shown_to_visitor,
      last_visitor_sequence = COALESCE(max(sequence) FILTER (
        WHERE sender_side = 'VISITOR' AND message.kind = 'MESSAGE' AND deleted_at IS NULL), 0) AS visitors_last,
      agent_read_sequence = COALESCE(max(sequence) FILTER (WHERE position <= agent_read_position), 0) AS read_by_team,
      visitor_read_position = COALESCE(max(position) FILTER (WHERE sequence = visitor_read_sequence), 0) AS read_by_visitor
    FROM conversation JOIN message ON message.conversation_id = conversation.id
    WHERE conversation.id = ${id}::uuid GROUP BY conversation.id`
  expect(row).toEqual({
    last: true,
    shown_to_team: true,
    shown_to_visitor: true,
    visitors_last: true,
    read_by_team: true,
    read_by_visitor: true,
  })
}

async function entriesOf(viewer: typeof ada, id: string) {
  return (await getConversation(viewer, id, { limit: 100 })).messages.data
}

function what(entry: Awaited<ReturnType<typeof entriesOf>>[number]): [number, string] {
  const { sequence, senderName } = entry
  return [sequence, entry.kind === 'event' ? `${senderName} ${entry.event.type}` : entry.content]
}

function countTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
