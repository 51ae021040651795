import { beforeEach, expect, it } from 'vitest'
import { pool } from '@/server/db'
import { emptyDatabase } from '@/tests/database'

beforeEach(emptyDatabase)

const PAGE = 'ORDER BY last_activity_at DESC, id DESC LIMIT 31'

it.each([
  ['all', '', 'conversation_last_activity_at_id_idx'],
  ['open ones', `WHERE status = 'OPEN'`, 'conversation_status_last_activity_at_id_idx'],
  ['what is unread', 'WHERE last_visitor_sequence > agent_read_sequence', 'conversation_unread_idx'],
  [
    'a later page',
    `WHERE (last_activity_at, id) < (now() - interval '3 days', '01900000-0000-7000-8000-000000000000')`,
    'conversation_last_activity_at_id_idx',
  ],
])('the inbox finds %s by an index, in its order', async (_case, condition, index) => {
  await fill(20_000)

  const { rows } = await pool.query(`EXPLAIN SELECT * FROM conversation ${condition} ${PAGE}`)

  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain(index)
  expect(plan).not.toMatch(/Sort|Seq Scan/)
})

async function fill(count: number): Promise<void> {
  await pool.query(`
    WITH visitor AS (INSERT INTO users (id) VALUES (gen_random_uuid()) RETURNING id)
    INSERT INTO conversation (id, user_id, client_conversation_id, last_activity_at, status, last_sequence,
      last_visitor_sequence, agent_read_sequence, updated_at)
    SELECT gen_random_uuid(), visitor.id, gen_random_uuid(), now() - make_interval(mins => n),
      (CASE WHEN n % 200 = 0 THEN 'OPEN' ELSE 'CLOSED' END)::conversation_status, 1, 1,
      CASE WHEN n % 50 = 0 THEN 0 ELSE 1 END, now()
    FROM visitor, generate_series(1, ${count}) AS n`)
  await pool.query('ANALYZE conversation')
}
