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

/** How often to look for jobs whose time has come. New jobs that may run at once arrive by `NOTIFY`. */
const POLL_MS = 2_000

/** Soon after a start, so that frequent restarts do not keep data forever; not at once, because a start has enough to do. */
const FIRST_AFTER_MS = 60_000

/**
 * A failed hourly job is retried within two minutes, and otherwise runs again in the next hour. Hourly jobs run one at a time, so
 * that other jobs keep a slot.
 */
const repeated = { maxAttempts: 5, queueName: 'housekeeping' }

const RESTART_AFTER_MS = 5_000

/** How long running jobs may take to end when the process stops. */
const STOP_GRACE_MS = 2_000
const RELEASE_LIMIT_MS = 1_000

type Options = {
  /** Called with the worker ID under which this process locks jobs from now on. */
  onWorker: (worker: string) => void
  tasks?: readonly Task[]
}

/**
 * Runs jobs, of this and of other processes, until it is stopped. Begins in the background, and again whenever the library gives
 * up, as it does when the database goes away while it notes that a job is done.
 *
 * @returns a function that stops it within seconds; jobs that have not ended by then are left to other processes
 */
export function startJobs({ onWorker, tasks = allTasks }: Options): () => Promise<void> {
  const connections = createPool(POOL_SIZE)
  // Without it, a connection that breaks while the library holds it would end the process.
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

/** False too when the work fails. */
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
    // Abort at once, so that long jobs can end within the grace period.
    gracefulShutdownAbortTimeout: 1,
    // Otherwise the library does not wait until the end of a job is noted: a stop would not either, and a database that goes
    // away at that moment would end the process with an unhandled rejection.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: libraryLog,
    events,
    taskList,
    parsedCronItems: parseCronItems(tasks.flatMap(cronItems)),
  }
}

/** The key keeps two of a kind from waiting beside each other. */
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
