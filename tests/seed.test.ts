import { beforeEach, expect, it } from 'vitest'
import { fillDatabase } from '@/prisma/seed/fill'
import { db, pool } from '@/server/database/db'
import { emptyDatabase } from './database'

const now = new Date('2026-11-24T12:00:00Z')
const password = 'a lamp on the porch'

beforeEach(emptyDatabase)

it('fills an empty database with realistic conversations', async () => {
  await fillDatabase({ now, password })

  expect(await db.user.count({ where: { role: { not: 'VISITOR' } } })).toBe(3)
  expect(await db.conversation.count()).toBeGreaterThanOrEqual(40)
  expect(await db.conversation.count({ where: { status: 'CLOSED' } })).toBeGreaterThan(10)
  const waiting = { status: 'OPEN', waitingSince: { not: null } } as const
  expect(await db.conversation.count({ where: waiting })).toBeGreaterThan(5)
  expect(await db.message.count({ where: { senderSide: 'VISITOR', read: false } })).toBeGreaterThan(5)
  expect(await db.message.count({ where: { senderSide: 'AGENT', read: false } })).toBeGreaterThan(5)
})

it.each([
  [
    'sequences have no gaps',
    `SELECT conversation_id FROM message GROUP BY 1 HAVING max(sequence) <> count(*)`,
  ],
  [
    'the newest message is the conversation’s last',
    `SELECT c.id FROM conversation c JOIN message m ON m.conversation_id = c.id GROUP BY c.id
     HAVING max(m.sequence) <> c.last_sequence OR max(m.created_at) <> c.last_activity_at
       OR max(m.sequence) FILTER (WHERE m.sender_side = 'VISITOR') <> c.last_visitor_sequence`,
  ],
  [
    'a message is read once the other side has read up to it',
    `SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.read <> (m.sequence <= CASE m.sender_side
       WHEN 'VISITOR' THEN c.agent_read_sequence ELSE c.visitor_read_sequence END)`,
  ],
  [
    'messages are in chronological order',
    `SELECT later.id FROM message earlier JOIN message later USING (conversation_id)
     WHERE later.sequence > earlier.sequence AND later.created_at <= earlier.created_at`,
  ],
  [
    'messages are written by participants',
    `SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation_id JOIN users u ON u.id = m.sender_id
     WHERE (m.sender_side = 'VISITOR') <> (m.sender_id = c.user_id) OR (u.role = 'VISITOR') <> (u.id = c.user_id)`,
  ],
  [
    'a waiting visitor wrote last, in an open conversation',
    `SELECT c.id FROM conversation c WHERE waiting_since IS NOT NULL AND (status = 'CLOSED' OR waiting_since <> (
       SELECT min(created_at) FROM message m WHERE m.conversation_id = c.id AND sender_side = 'VISITOR'
         AND sequence > COALESCE((SELECT max(sequence) FROM message a
           WHERE a.conversation_id = c.id AND a.sender_side = 'AGENT'), 0)))`,
  ],
  ['nothing lies in the future', `SELECT id FROM message WHERE created_at > '2026-11-24T12:00:00Z'`],
])('%s', async (_, violations) => {
  await fillDatabase({ now, password })
  expect((await pool.query(violations)).rows).toEqual([])
})

it('is reproducible', async () => {
  await fillDatabase({ now, password })
  const first = await db.message.findMany({ orderBy: { id: 'asc' } })
  await emptyDatabase()
  await fillDatabase({ now, password })
  expect(await db.message.findMany({ orderBy: { id: 'asc' } })).toEqual(first)
})

it('refuses a database that is not empty', async () => {
  await db.user.create({ data: { name: 'Vera' } })
  await expect(fillDatabase({ now, password })).rejects.toThrow('requires an empty database')
  expect(await db.user.count()).toBe(1)
  expect((await db.installation.findUniqueOrThrow({ where: { id: 1 } })).setUpAt).toBeNull()
})
