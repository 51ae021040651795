import { beforeEach, expect, it } from 'vitest'
import { pool } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'

beforeEach(emptyDatabase)

const NEWEST = 'ORDER BY last_activity_at DESC, id DESC'
const WAITING = `WHERE waiting_since IS NOT NULL AND conversation.status = 'OPEN'`

it.each([
  ['all', NEWEST, 'conversation_last_activity_at_id_idx'],
  ['open ones', `WHERE status = 'OPEN' ${NEWEST}`, 'conversation_status_last_activity_at_id_idx'],
  ['unread ones', `WHERE last_visitor_sequence > agent_read_sequence ${NEWEST}`, 'conversation_unread_idx'],
  ['the longest waiting', `${WAITING} ORDER BY waiting_since, id`, 'conversation_waiting_idx'],
  [
    'the next longest waiting',
    `${WAITING} AND (waiting_since, id) > (now() - interval '9 days', '01900000-0000-7000-8000-000000000000')
      ORDER BY waiting_since, id`,
    'conversation_waiting_idx',
  ],
  [
    'a later page',
    `WHERE (last_activity_at, id) < (now() - interval '3 days', '01900000-0000-7000-8000-000000000000') ${NEWEST}`,
    'conversation_last_activity_at_id_idx',
  ],
])('the inbox finds %s with an index, in order', async (_case, query, index) => {
  await fill(20_000)

  const { rows } = await pool.query(`EXPLAIN SELECT * FROM conversation ${query} LIMIT 31`)

  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Sort|Seq Scan/)
})

async function fill(count: number): Promise<void> {
  await pool.query(`
    WITH visitor AS (INSERT INTO users (id) VALUES (gen_random_uuid()) RETURNING id)
    INSERT INTO conversation (id, user_id, client_conversation_id, last_activity_at, status, last_position,
      last_sequence, last_shown_position, last_shown_sequence, last_visitor_position, last_visitor_sequence,
      agent_read_position, agent_read_sequence, waiting_since, updated_at)
    SELECT gen_random_uuid(), visitor.id, gen_random_uuid(), now() - make_interval(mins => n),
      (CASE WHEN n % 200 = 0 THEN 'OPEN' ELSE 'CLOSED' END)::conversation_status, 1, 1, 1, 1, 1, 1,
      CASE WHEN n % 50 = 0 THEN 0 ELSE 1 END, CASE WHEN n % 50 = 0 THEN 0 ELSE 1 END,
      CASE WHEN n % 400 = 0 THEN now() - make_interval(mins => n) END, now()
    FROM visitor, generate_series(1, ${count}) AS n`)
  await pool.query('ANALYZE conversation')
}
