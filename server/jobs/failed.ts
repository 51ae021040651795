import { pool } from '@/server/database/db'

/** Matches jobs that have used up their attempts. They are kept, but not retried. */
const HAS_FAILED = 'attempts >= max_attempts AND locked_at IS NULL'

/** How many jobs have failed permanently and are kept for the operator. */
export async function countFailedJobs(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE ${HAS_FAILED}`,
  )
  return rows[0]?.count ?? 0
}

/** Deletes all failed jobs of a recurring task except the given one, because only the latest failure matters. */
export async function deleteFailedJobs(task: string, exceptId: string): Promise<void> {
  await pool.query(
    `SELECT FROM graphile_worker.complete_jobs(ARRAY(
       SELECT id FROM graphile_worker.jobs WHERE task_identifier = $1 AND id <> $2 AND ${HAS_FAILED}))`,
    [task, exceptId],
  )
}

/** Whether another job was enqueued with this one's key while it ran. The library then does not retry this one. */
export async function wasReplaced({ id, key }: { id: string; key: string | null }): Promise<boolean> {
  if (key === null) return false
  const { rowCount } = await pool.query('SELECT FROM graphile_worker.jobs WHERE id = $1 AND key IS NULL', [
    id,
  ])
  return rowCount === 1
}
