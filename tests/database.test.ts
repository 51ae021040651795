import { beforeEach, expect, it } from 'vitest'
import { db, pool } from '@/server/database/db'
import { emptyDatabase } from './database'

beforeEach(emptyDatabase)

it('keeps only the installation', async () => {
  await db.user.create({ data: { name: 'Vera' } })
  const before = await db.installation.findUniqueOrThrow({ where: { id: 1 } })

  await emptyDatabase()

  expect(await db.user.count()).toBe(0)
  const after = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(after.epoch).not.toBe(before.epoch)
})

it.each([
  ['a second installation', `INSERT INTO installation (id) VALUES (2)`],
  [
    'an agent without a name',
    `INSERT INTO users (id, role, sign_in_email) VALUES (gen_random_uuid(), 'AGENT', 'a@b.c')`,
  ],
  [
    'an agent who cannot sign in',
    `INSERT INTO users (id, role, name) VALUES (gen_random_uuid(), 'AGENT', 'Ada')`,
  ],
  ['a visitor who can', `INSERT INTO users (id, sign_in_email) VALUES (gen_random_uuid(), 'a@b.c')`],
  ['a read position beyond the end', conversationWith('agent_read_sequence', '1')],
  ['a negative read position', conversationWith('visitor_read_sequence', '-1')],
  ['a visitor’s message beyond the end', conversationWith('last_visitor_sequence', '1')],
  ['a negative sequence', conversationWith('last_sequence', '-1')],
  ['an odd conversation id', conversationWith('client_conversation_id', `'<script>!'`)],
  ['a message number zero', messageWith('sequence', '0')],
  ['an empty message', messageWith('content', `''`)],
  ['a message that is too long', messageWith('content', `repeat('🦉', 20001)`)],
  ['a short message id', messageWith('client_message_id', `'1234567'`)],
])('refuses %s', async (_, sql) => {
  await expect(pool.query(sql)).rejects.toThrow('violates check constraint')
})

it('accepts a message of the maximum length', async () => {
  await pool.query(messageWith('content', `repeat('🦉', 20000)`))
  expect(await db.message.count()).toBe(1)
})

function conversationWith(column: string, value: string): string {
  const values: Record<string, string> = { user_id: 'visitor.id', client_conversation_id: `'conversation-1'` }
  return withVisitor(
    insert('conversation', { id: 'gen_random_uuid()', ...values, [column]: value }, 'visitor'),
  )
}

function messageWith(column: string, value: string): string {
  const conversation = {
    id: 'gen_random_uuid()',
    user_id: 'visitor.id',
    client_conversation_id: `'conversation-1'`,
  }
  const message = {
    id: 'gen_random_uuid()',
    conversation_id: 'conversation.id',
    sender_id: 'conversation.user_id',
    sender_side: `'VISITOR'`,
    position: '1',
    sequence: '1',
    client_message_id: `'message-1'`,
    content: `'Hello'`,
    [column]: value,
  }
  return `${withVisitor('')}, conversation AS (${insert('conversation', conversation, 'visitor')} RETURNING id, user_id)
    ${insert('message', message, 'conversation')}`
}

function withVisitor(rest: string): string {
  return `WITH visitor AS (INSERT INTO users (id) VALUES (gen_random_uuid()) RETURNING id) ${rest}`
}

function insert(table: string, row: Record<string, string>, from: string): string {
  return `INSERT INTO ${table} (${Object.keys(row)}) SELECT ${Object.values(row)} FROM ${from}`
}
