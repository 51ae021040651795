/** What a job needs to know: ids, of things that stand in rows. Never text or personal data, since failed jobs are kept. */
export type JobPayload = Readonly<Record<string, string>>

/** A kind of job. */
export type Task = {
  /** Stored with each job: waiting jobs of an older version must find it under the same name. */
  name: string
  /** Five fields of cron, in UTC, where it is to be done again and again by one of the processes. */
  every?: string
  /**
   * Does the work. It may be done again after a crash or a failure, and once more at the same time by another process.
   *
   * @param signal aborted when the process stops: what takes long ends early then
   */
  run: (payload: JobPayload, signal: AbortSignal) => Promise<void>
}
