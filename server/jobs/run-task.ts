import type { JobHelpers } from 'graphile-worker'
import { log } from '@/server/logger'
import { deleteFailedJobs, wasReplaced } from './failed'
import type { JobPayload, Task } from './task'

/**
 * Makes one attempt at a job.
 *
 * @throws Error with only the cause's code or name, because the library stores it with the job and database messages quote rows
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
      log.jobs.warn({ ...fields, error }, 'a job failed and was replaced by another one')
      return
    }
    if (job.attempts < job.max_attempts) log.jobs.warn({ ...fields, error }, 'a job failed')
    else {
      log.jobs.error({ ...fields, error }, 'a job failed permanently')
      // If this fails, the next run does it.
      if (task.every !== undefined) await deleteFailedJobs(task.name, job.id).catch(() => {})
    }
    throw new Error(codeOrName(error))
  }
}

function codeOrName(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return String(code ?? name ?? 'Error')
}
