import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  parseCronItems,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type pg from 'pg'
import { createPool } from '@/server/database/db'
import { log } from '@/server/logger'
import { tasks as allTasks } from './catalogue'
import { enqueueJob } from './enqueue'
import { libraryLog } from './library-log'
import { releaseJobs } from './locks'
import { runTask } from './run-task'
import { JOBS_SCHEMA } from './schema'
import type { JobPayload, Task } from './task'

/** Connections: one listens for new jobs, the other runs queries. */
const POOL_SIZE = 2
const CONCURRENCY = 2

/** How often to poll for jobs that are due. New jobs without a delay arrive by `NOTIFY`. */
const POLL_MS = 2_000

/** Soon after start-up, so that frequent restarts do not keep data forever; not immediately, because start-up is busy. */
const FIRST_AFTER_MS = 60_000

/**
 * A failed hourly job is retried for about two minutes, and then runs again in the next hour. Hourly jobs run one at a time, so
 * that other jobs keep a slot.
 */
const repeated = { maxAttempts: 5, queueName: 'housekeeping' }

const RESTART_AFTER_MS = 5_000

/** How long running jobs may take to finish when the process stops. */
const STOP_GRACE_MS = 2_000
const RELEASE_LIMIT_MS = 1_000

type Options = {
  /** Called with the worker id under which this process will lock jobs. */
  onWorker: (worker: string) => void
  tasks?: readonly Task[]
}

/**
 * Runs jobs, from this and other processes, until stopped. Starts in the background, and restarts whenever the library gives
 * up, for example because the database becomes unavailable while it marks a job as done.
 *
 * @returns a function that stops it within seconds; unfinished jobs are left to other processes
 */
export function startJobs({ onWorker, tasks = allTasks }: Options): () => Promise<void> {
  const connections = createPool(POOL_SIZE)
  // Without a handler, a connection that breaks while the library uses it would crash the process.
  connections.on('connect', (client) => client.on('error', () => {}))
  const stopping = new AbortController()
  const current: { runner?: Runner; worker?: string } = {}
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    current.worker = workerPool.id
    onWorker(workerPool.id)
  })

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await enqueueRepeated(tasks)
        current.runner = await run(optionsOf({ connections, events, tasks }))
        if (stopping.signal.aborted) return await current.runner.stop()
        await current.runner.promise
      } catch (error) {
        log.jobs.warn({ error }, 'jobs cannot run')
      }
      await sleep(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const working = work()
  return async () => {
    stopping.abort()
    const ended = (async () => {
      await current.runner?.stop().catch(() => {})
      await working
      await connections.end()
    })()
    if (await isDoneWithin(STOP_GRACE_MS, ended)) return
    // If the database hangs, another process releases the jobs later.
    if (current.worker !== undefined) await isDoneWithin(RELEASE_LIMIT_MS, releaseJobs([current.worker]))
  }
}

/** Also false if the work fails. */
async function isDoneWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => false,
  )
  return Promise.race([done, sleep(limitMs, false, { ref: false })])
}

type Parts = { connections: pg.Pool; events: WorkerEvents; tasks: readonly Task[] }

function optionsOf({ connections, events, tasks }: Parts): RunnerOptions {
  const taskList: TaskList = {}
  for (const task of tasks) {
    taskList[task.name] = (payload, helpers) => runTask(task, payload as JobPayload, helpers)
  }
  return {
    pgPool: connections,
    schema: JOBS_SCHEMA,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    // Abort immediately, so that long jobs can finish within the grace period.
    gracefulShutdownAbortTimeout: 1,
    // Otherwise the library would not wait for a job's completion to be stored: nor would a stop, and losing the database at that
    // moment would crash the process with an unhandled rejection.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: libraryLog,
    events,
    taskList,
    parsedCronItems: parseCronItems(tasks.flatMap(cronItems)),
  }
}

/** The key keeps two jobs of the same task from waiting at once. */
function cronItems({ name, every }: Task) {
  if (every === undefined) return []
  const options = { jobKey: name, jobKeyMode: 'preserve_run_at' as const, ...repeated }
  return [{ task: name, match: every, identifier: name, options }]
}

async function enqueueRepeated(tasks: readonly Task[]): Promise<void> {
  for (const { name, every } of tasks) {
    if (every === undefined) continue
    await enqueueJob(name, {}, { key: name, afterMs: FIRST_AFTER_MS, ...repeated })
  }
}
