import { Logger } from 'graphile-worker'
import { log } from '@/server/logger'

/** graphile-worker logs every job at `info`, and failures that `run-task.ts` logs with more detail. */
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** Writes graphile-worker's messages to our log. */
export const libraryLog = new Logger(({ workerId, taskIdentifier, jobId }) => (level, message, meta) => {
  const isAttempt = meta !== undefined && 'failure' in meta
  log.jobs[isAttempt ? 'debug' : levels[level]]({ workerId, task: taskIdentifier, jobId }, message)
})
