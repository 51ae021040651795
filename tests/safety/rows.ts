import { createHash } from 'node:crypto'
import { pool } from '@/server/database/db'

/** Tables that count requests; all others hold what people have written. */
const COUNTERS = ['rate_limit_window', 'sign_in_rate_limit', '_prisma_migrations']

/** A hash over all rows of all tables but the rate limits. Ignores expired rows: some requests delete them. */
export async function hashOfAllRows(): Promise<string> {
  const hash = createHash('sha256')
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [COUNTERS],
  )
  for (const { name } of tables) {
    const { rows } = await pool.query(
      `SELECT t::text AS row FROM "${name}" t
       WHERE coalesce((to_jsonb(t)->>'expires_at')::timestamptz > now(), TRUE) ORDER BY 1`,
    )
    hash.update(JSON.stringify([name, rows]))
  }
  return hash.digest('hex')
}
