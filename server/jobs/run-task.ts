import type { JobHelpers } from 'graphile-worker'
import { log } from '@/server/logger'
import { deleteFailedJobs, wasReplaced } from './failed'
import type { JobPayload, Task } from './task'

/**
 * Does one attempt at a job.
 *
 * @throws Error with the cause's code or name alone: the library stores it beside the job for as long as that is kept, and
 *   messages of the database quote rows
 */
export async function runTask(
  task: Task,
  payload: JobPayload,
  { job, abortSignal }: JobHelpers,
): Promise<void> {
  const fields = { task: task.name, jobId: job.id, attempt: job.attempts }
  try {
    await task.run(payload, abortSignal)
    if (task.every !== undefined) await deleteFailedJobs(task.name, job.id)
  } catch (error) {
    if (await wasReplaced(job).catch(() => false)) {
      log.jobs.warn({ ...fields, error }, 'a job failed, and another one has taken its place')
      return
    }
    if (job.attempts < job.max_attempts) log.jobs.warn({ ...fields, error }, 'a job failed')
    else {
      log.jobs.error({ ...fields, error }, 'a job failed for the last time, and is kept')
      // Should this fail, the next time does it.
      if (task.every !== undefined) await deleteFailedJobs(task.name, job.id).catch(() => {})
    }
    throw new Error(inOneWord(error))
  }
}

function inOneWord(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return String(code ?? name ?? 'Error')
}
