import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { watchAbandonedJobs } from '@/process/abandoned-jobs'
import { pool } from '@/server/database/db'
import { enqueueJob } from '@/server/jobs/enqueue'
import { bundleForChildren } from '@/tests/bundle-for-children'
import { emptyDatabase } from '@/tests/database'
import { emptyJobs, jobRows, runJobs } from './support'

const timeout = 60_000
const MINUTE_MS = 60_000
let program: string

beforeAll(async () => {
  program = await bundleForChildren('tests/jobs/worker-process.ts')
})
beforeEach(async () => {
  await emptyDatabase()
  await emptyJobs()
  await pool.query('CREATE TABLE job_done (what text, pid int, at timestamptz DEFAULT clock_timestamp())')
})
afterEach(async () => {
  await pool.query('DROP TABLE job_done')
  await emptyJobs()
})

it('the job of a killed process goes to another one on the same machine at once', {
  timeout,
}, async () => {
  const first = startProcess()
  await begin(first)
  startProcess()
  await expect.poll(processes, { timeout }).toBe(2)

  await kill(first)
  const killedAt = performance.now()

  await expect.poll(async () => (await begun()).length, { timeout: 40_000 }).toBe(2)
  expect(performance.now() - killedAt).toBeLessThan(10_000)
  expect(await begun()).not.toEqual([first.pid, first.pid])
  expect(await jobRows()).toContainEqual(
    expect.objectContaining({ task_identifier: 'take_long', attempts: 2 }),
  )
})

it('and to one on another machine within little more than 30 seconds', { timeout: 90_000 }, async () => {
  const first = startProcess()
  await begin(first)
  startProcess()
  await expect.poll(processes, { timeout }).toBe(2)
  await pool.query(`UPDATE server_process SET place = 'another machine' WHERE pid = $1`, [first.pid])

  await kill(first)
  const killedAt = performance.now()

  await expect.poll(async () => (await begun()).length, { timeout: 40_000, interval: 200 }).toBe(2)
  const tookMs = performance.now() - killedAt
  expect(tookMs).toBeGreaterThan(20_000)
  expect(tookMs).toBeLessThan(33_000)
})

it('keeps a job for a live process, and for one not registered yet', { timeout }, async () => {
  const first = startProcess()
  await begin(first)
  const [before] = (await jobRows()).filter(isLong)
  const stop = watchAbandonedJobs({ silentMs: 2_500, pollMs: 100 })
  onTestFinished(stop)
  await pool.query('UPDATE server_process SET job_worker = NULL')

  await sleep(5_000)

  expect((await jobRows()).filter(isLong)).toEqual([before])
})

it('releases the jobs of a worker without a process', { timeout }, async () => {
  let isOver = false
  const untilOver = async () => {
    while (!isOver) await sleep(10)
  }
  const { stop } = runJobs({ name: 'take_long', run: untilOver })
  await enqueueJob('take_long', {}, { key: 'a' })
  const locker = async () => (await jobRows()).map(({ locked_by }) => locked_by)
  await expect.poll(locker).toEqual([expect.any(String)])
  const stopWatching = watchAbandonedJobs({ silentMs: 500, pollMs: 100 })
  const lost = await locker()
  await expect.poll(locker).not.toEqual(lost)
  stopWatching()
  isOver = true
  await stop()
})

it('runs a scheduled job once when two processes reach the same minute', { timeout }, async () => {
  // Seconds before the end of a minute, so that the database's clock need not be moved.
  const clock = { JOB_CLOCK_MS: String(-(Date.now() % MINUTE_MS) - 12_000) }
  startProcess(clock)
  startProcess(clock)
  await expect.poll(processes, { timeout }).toBe(2)
  // What the start enqueues would count as the minute's job, and run later.
  await pool.query('DELETE FROM graphile_worker._private_jobs')

  await expect.poll(() => done('minute'), { timeout: 30_000 }).toHaveLength(1)
  await sleep(5_000)
  expect(await done('minute')).toHaveLength(1)
})

function startProcess(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  onTestFinished(() => kill(child))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Gives the process the slow job, and waits until it is in the middle of it. */
async function begin(child: ChildProcess): Promise<void> {
  await expect.poll(processes, { timeout }).toBe(1)
  await enqueueJob('take_long', {}, { key: 'a' })
  await expect.poll(begun, { timeout }).toEqual([child.pid])
}

/** Processes that have registered the name of their worker. */
async function processes(): Promise<number> {
  const { rowCount } = await pool.query('SELECT FROM server_process WHERE job_worker IS NOT NULL')
  return rowCount ?? 0
}

const begun = () => done('begin')

/** The processes that ran it, in order. */
async function done(what: string): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pid FROM job_done WHERE what = $1 ORDER BY at', [
    what,
  ])
  return rows.map(({ pid }) => pid)
}

function isLong({ task_identifier }: { task_identifier: string }): boolean {
  return task_identifier === 'take_long'
}
