/** A job's input: ids of rows. Never text or personal data, since failed jobs are kept. */
export type JobPayload = Readonly<Record<string, string>>

/** A kind of job. */
export type Task = {
  /** Stored with each job: waiting jobs of an older version must find it under the same name. */
  name: string
  /** For recurring jobs, five fields of cron in UTC. One of the processes runs it each time. */
  every?: string
  /**
   * Does the work. It may run again after a crash or failure, and in another process at the same time.
   *
   * @param signal aborted when the process stops; long jobs should end early then
   */
  run: (payload: JobPayload, signal: AbortSignal) => Promise<void>
}
