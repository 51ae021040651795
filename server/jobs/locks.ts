import { pool } from '@/server/database/db'

/** A worker that has locked jobs, and its process if known. */
export type LockHolder = {
  worker: string
  process: { id: string; beat: string; place: string; pid: number } | null
}

/** All workers that have locked jobs. */
export async function listLockHolders(): Promise<LockHolder[]> {
  const { rows } = await pool.query<LockHolder>(
    `SELECT holder.worker, CASE WHEN process.id IS NOT NULL THEN json_build_object(
         'id', process.id, 'beat', process.beat::text, 'place', process.place, 'pid', process.pid) END AS process
     FROM (SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_at IS NOT NULL) AS holder
     LEFT JOIN server_process AS process ON process.job_worker = holder.worker`,
  )
  return rows
}

/** Unlocks the jobs of these workers. Only for workers whose process is gone or about to end. */
export async function releaseJobs(workers: string[]): Promise<void> {
  await pool.query('SELECT graphile_worker.force_unlock_workers($1)', [workers])
}
