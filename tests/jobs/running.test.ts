import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { postMessage } from '@/server/conversations/post-message'
import { pool, transact } from '@/server/database/db'
import { checkHealth } from '@/server/health'
import { tasks } from '@/server/jobs/catalogue'
import { enqueueJob } from '@/server/jobs/enqueue'
import type { Task } from '@/server/jobs/task'
import { log } from '@/server/logger'
import { emptyDatabase } from '@/tests/database'
import { createCast, createConversation, draft, vera } from '@/tests/factories'
import { emptyJobs, type JobRow, jobRows, letTimePass, runJobs } from './support'

const HOUR_MS = 60 * 60 * 1000

beforeEach(async () => {
  await emptyDatabase()
  await emptyJobs()
})
afterEach(emptyJobs)

describe('a job', () => {
  it('runs soon after its transaction commits, with its ids, and is then deleted', async () => {
    const done: unknown[] = []
    runJobs(task('mend', async (payload) => void done.push(payload)))

    await transact(async (tx) => {
      await enqueueJob('mend', { lampId: 'a' }, { key: 'a' }, tx)
      await sleep(50)
      expect(done).toEqual([])
    })

    await expect.poll(() => done).toEqual([{ lampId: 'a' }])
    await expect.poll(jobRows).toEqual([])
  })

  it('is not enqueued when the transaction fails', async () => {
    const failing = transact(async (tx) => {
      await enqueueJob('mend', {}, { key: 'a' }, tx)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await jobRows()).toEqual([])
  })

  it('is enqueued once per key, at its first run time', async () => {
    await enqueueJob('mend', { lampId: 'a' }, { key: 'lamp', afterMs: HOUR_MS })
    await enqueueJob('mend', { lampId: 'b' }, { key: 'lamp', afterMs: 2 * HOUR_MS })
    const { rows } = await pool.query(
      `SELECT payload, run_at < now() + interval '61 minutes' AS "isFirstTime" FROM graphile_worker._private_jobs`,
    )
    expect(rows).toEqual([{ payload: { lampId: 'b' }, isFirstTime: true }])
  })

  it('that was enqueued again while it ran is replaced by the new one when it fails', async () => {
    const done: string[] = []
    runJobs(
      task('mend', async ({ lampId = '' }) => {
        if (lampId === 'a') {
          await enqueueJob('mend', { lampId: 'b' }, { key: 'lamp', afterMs: 200 })
          throw new Error('no')
        }
        done.push(lampId)
      }),
    )
    await enqueueJob('mend', { lampId: 'a' }, { key: 'lamp' })
    await expect.poll(() => done).toEqual(['b'])
    await expect.poll(jobRows).toEqual([])
  })

  it('does not delay storing a message', async () => {
    await createCast()
    const { id } = await createConversation()
    const client = await pool.connect()
    await client.query('BEGIN; LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE')
    try {
      await postMessage(vera, id, draft('Hello?'))
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})

describe('a job that always fails', () => {
  it('is tried 25 times, kept, counted and logged, without storing the error; others continue', async () => {
    const failed = vi.spyOn(log.jobs, 'error')
    const others: string[] = []
    let attempts = 0
    runJobs(
      task('fail', async () => {
        attempts += 1
        throw Object.assign(new Error('Key (email)=(vera@example.com) already exists'), { code: '23505' })
      }),
      task('go_on', async ({ number = '' }) => void others.push(number)),
    )
    await enqueueJob('fail', {}, { key: 'f' })
    for (let attempt = 1; attempt <= 25; attempt += 1) {
      await expect.poll(() => attempts, { interval: 5 }).toBe(attempt)
      await enqueueJob('go_on', { number: String(attempt) }, { key: String(attempt) })
      await expect.poll(() => others.length, { interval: 5 }).toBe(attempt)
      await expect.poll(async () => (await jobRows()).every(isFree)).toBe(true)
      if (attempt < 25) expect(await checkHealth()).toMatchObject({ jobs: { failed: 0 } })
      await letTimePass()
    }
    await sleep(100)

    expect(attempts).toBe(25)
    expect(await jobRows()).toMatchObject([
      { task_identifier: 'fail', attempts: 25, max_attempts: 25, last_error: '23505' },
    ])
    expect(await checkHealth()).toMatchObject({ database: 'ok', jobs: { failed: 1 } })
    expect(failed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ task: 'fail', attempt: 25, error: expect.any(Error) }),
      'a job failed permanently',
    )
  })

  it('and is enqueued again is kept once, until it succeeds', async () => {
    let works = false
    let attempts = 0
    const often = task('tidy', async () => {
      attempts += 1
      if (!works) throw new Error('no')
    })
    runJobs({ ...often, every: '17 3 1 1 *' })
    await expect.poll(async () => (await jobRows()).length).toBe(1)
    const doOnce = async () => {
      const before = attempts
      await enqueueJob('tidy', {}, { key: 'tidy', maxAttempts: 1 })
      await letTimePass()
      await expect.poll(() => attempts).toBe(before + 1)
      await expect.poll(async () => (await jobRows()).every(isFree)).toBe(true)
    }
    for (let time = 0; time < 3; time += 1) await doOnce()
    await expect.poll(jobRows).toMatchObject([{ attempts: 1, max_attempts: 1 }])

    works = true
    await doOnce()
    await expect.poll(jobRows).toEqual([])
  })
})

describe('the runner', () => {
  it('runs one job of every kind soon after a start', async () => {
    runJobs(...tasks)
    runJobs(...tasks)
    const names = tasks.map(({ name }) => name).sort()
    const found = async () => (await jobRows()).map((job) => job.task_identifier).sort()
    await expect.poll(found).toEqual(names)
    const isAskedTwice = async () => (await jobRows()).every(({ revision }) => revision === 1)
    await expect.poll(isAskedTwice).toBe(true)
    expect(await found()).toEqual(names)
    const { rows } = await pool.query(
      `SELECT min(extract(epoch FROM run_at - now()))::int AS soonest FROM graphile_worker.jobs`,
    )
    expect(rows[0].soonest).toBeGreaterThan(50)
    await letTimePass()
    await expect.poll(jobRows).toEqual([])
  })

  it('recovers when its connections are lost in the middle of a job', async () => {
    const done: string[] = []
    runJobs(
      task('mend', async ({ lampId = '' }) => {
        if (done.length === 0) await breakConnections()
        done.push(lampId)
      }),
    )
    await enqueueJob('mend', { lampId: 'a' }, { key: 'a' })
    await expect.poll(() => done).toEqual(['a'])
    await enqueueJob('mend', { lampId: 'b' }, { key: 'b' })
    await expect.poll(() => done, { timeout: 30_000 }).toContain('b')
  })

  it('lets a running job finish when it stops', async () => {
    let hasEnded = false
    const { stop } = runJobs(
      task('take_long', async (_payload, signal) => {
        while (!signal.aborted) await sleep(10)
        await sleep(300)
        hasEnded = true
      }),
    )
    await enqueueJob('take_long', {}, { key: 'a' })
    await expect.poll(async () => (await jobRows())[0]?.locked_by).toEqual(expect.any(String))
    await stop()
    expect(hasEnded).toBe(true)
    expect(await jobRows()).toEqual([])
  })

  it('releases a job that does not finish within three seconds when it stops', async () => {
    const { stop } = runJobs(task('hang', () => new Promise(() => {})))
    await enqueueJob('hang', {}, { key: 'a' })
    await expect.poll(async () => (await jobRows())[0]?.locked_by).toEqual(expect.any(String))
    const startedAt = performance.now()
    await stop()
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    expect(await jobRows()).toMatchObject([{ task_identifier: 'hang', attempts: 1, locked_by: null }])
  })
})

function task(name: string, run: Task['run']): Task {
  return { name, run }
}

function isFree({ locked_by }: JobRow): boolean {
  return locked_by === null
}

/** All but the one that says so. */
async function breakConnections(): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )
}
