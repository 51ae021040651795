import { db, type Transaction } from '@/server/database/db'
import type { JobPayload } from './task'

type JobOptions = {
  /** One job waits under a key. */
  key: string
  /** By the database's clock, from now on. */
  afterMs?: number
  /** With the usual 25 a job is tried for four days, in the end every six hours. */
  maxAttempts?: number
  /** Jobs of one queue run one after the other. */
  queueName?: string
}

/**
 * Adds a job, or puts another in the place of the one that waits under the same key. Where one runs already, the new one runs after
 * it or beside it, and takes its place should it fail. A job that waits for its first attempt keeps its time.
 *
 * @param client the transaction whose commit the job belongs to
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
