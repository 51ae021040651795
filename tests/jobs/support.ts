import { onTestFinished } from 'vitest'
import { pool } from '@/server/database/db'
import { startJobs } from '@/server/jobs/runner'
import type { Task } from '@/server/jobs/task'

/** A row of the library's view. */
export type JobRow = {
  id: string
  task_identifier: string
  attempts: number
  max_attempts: number
  /** How often it was replaced while it waited. */
  revision: number
  last_error: string | null
  locked_by: string | null
}

/** All jobs. */
export async function jobRows(): Promise<JobRow[]> {
  const { rows } = await pool.query<JobRow>('SELECT * FROM graphile_worker.jobs ORDER BY id')
  return rows
}

/** Deletes all jobs, and when each was last done. */
export async function emptyJobs(): Promise<void> {
  await pool.query(`
    DELETE FROM graphile_worker._private_jobs; DELETE FROM graphile_worker._private_known_crontabs;
    DELETE FROM graphile_worker._private_job_queues; DELETE FROM graphile_worker._private_tasks`)
}

/** Runs these kinds of jobs in this process until the test ends. */
export function runJobs(...tasks: Task[]): { stop: () => Promise<void> } {
  const stop = startJobs({ tasks, onWorker: () => {} })
  let stopping: Promise<void> | null = null
  const stopOnce = () => {
    stopping ??= stop()
    return stopping
  }
  onTestFinished(stopOnce)
  return { stop: stopOnce }
}

/** Makes every job that waits for its next attempt due now. */
export async function letTimePass(): Promise<void> {
  await pool.query(`
    SELECT FROM graphile_worker.reschedule_jobs(ARRAY(SELECT id FROM graphile_worker.jobs WHERE locked_at IS NULL), now());
    SELECT pg_notify('jobs:insert', '{"count": 2}')`)
}
