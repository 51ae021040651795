import { Logger } from 'graphile-worker'
import { log } from '@/server/logger'

/** The library tells of every job at `info`, and of failures what `run-task.ts` says better. */
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** Makes what the library of jobs says a line of our log. */
export const libraryLog = new Logger(({ workerId, taskIdentifier, jobId }) => (level, message, meta) => {
  const isAttempt = meta !== undefined && 'failure' in meta
  log.jobs[isAttempt ? 'debug' : levels[level]]({ workerId, task: taskIdentifier, jobId }, message)
})
