import { expect, it, onTestFinished } from 'vitest'
import { pool } from '@/server/db'
import { acquireLease, type Lease } from './lease'

it('is had by one at a time, and by the next once it is given back', async () => {
  const first = await acquire()
  expect(await acquireLease(() => {})).toBeNull()
  await first.release()
  expect(await acquire()).not.toBeNull()
})

it('knows that it is lost, even when another process holds it by then', async () => {
  const first = await acquire()
  expect(first.isLost()).toBe(false)
  const [{ pid } = { pid: 0 }] = await first.query<{ pid: number }>('SELECT pg_backend_pid() AS pid', [])
  await pool.query('SELECT pg_terminate_backend($1)', [pid])
  await expect.poll(first.isLost).toBe(true)

  const second = await acquire()
  await first.release()
  expect(second.isLost()).toBe(false)
  expect(await acquireLease(() => {})).toBeNull()
})

async function acquire(): Promise<Lease> {
  const lease = await acquireLease(() => {})
  if (lease === null) throw new Error('somebody else has the lease')
  onTestFinished(lease.release)
  return lease
}
