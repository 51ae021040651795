/** A job's input: row ids. Never text or personal data, because failed jobs are kept. */
export type JobPayload = Readonly<Record<string, string>>

/** A kind of job. */
export type Task = {
  /** Stored with each job, so it must not change: jobs enqueued by an older version look it up. */
  name: string
  /** For recurring jobs: a five-field cron expression in UTC. One of the processes runs each occurrence. */
  every?: string
  /**
   * Does the work. May run again after a crash or failure, even concurrently in another process.
   *
   * @param signal aborted when the process stops; long jobs should end early then
   */
  run: (payload: JobPayload, signal: AbortSignal) => Promise<void>
}
