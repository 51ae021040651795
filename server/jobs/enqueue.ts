import { db, type Transaction } from '@/server/database/db'
import type { JobPayload } from './task'

type JobOptions = {
  /** At most one job per key is waiting. */
  key: string
  /** The delay, by the database's clock. */
  afterMs?: number
  /** The default of 25 spreads over four days, with up to six hours between attempts. */
  maxAttempts?: number
  /** Jobs of one queue run one after the other. */
  queueName?: string
}

/**
 * Adds a job, or replaces the waiting job with the same key. If that job is running, the new one runs after it or in parallel, and
 * replaces it if it fails. A job that waits for its first attempt keeps its scheduled time.
 *
 * @param client the transaction that the job is committed with
 */
export async function enqueueJob(
  task: string,
  payload: JobPayload,
  { key, afterMs = 0, maxAttempts = 25, queueName }: JobOptions,
  client: Transaction | typeof db = db,
): Promise<void> {
  await client.$queryRaw`
    SELECT FROM graphile_worker.add_job(
      ${task}, payload => ${JSON.stringify(payload)}::json, queue_name => ${queueName ?? null},
      run_at => now() + make_interval(secs => ${afterMs / 1_000}), max_attempts => ${maxAttempts}::int,
      job_key => ${key}, job_key_mode => 'preserve_run_at')`
}
