import { expect, it, onTestFinished } from 'vitest'
import { pool } from '@/server/database/db'
import { connectLease, type Lease } from './lease'

it('is held by one at a time, and by the next once it is released', async () => {
  const [first, second] = [await connect(), await connect()]
  expect(await first.tryHold()).toBe(true)
  expect(await second.tryHold()).toBe(false)
  expect(await first.tryHold()).toBe(true)
  await first.release()
  expect(await second.tryHold()).toBe(true)
})

it('detects that it is lost, even if another process already holds it', async () => {
  const first = await connect()
  expect(await first.tryHold()).toBe(true)
  expect(first.isLost()).toBe(false)
  const [{ pid } = { pid: 0 }] = await first.query<{ pid: number }>('SELECT pg_backend_pid() AS pid', [])
  await pool.query('SELECT pg_terminate_backend($1)', [pid])
  await expect.poll(first.isLost).toBe(true)

  const second = await connect()
  expect(await second.tryHold()).toBe(true)
  await first.release()
  expect(second.isLost()).toBe(false)
  expect(await (await connect()).tryHold()).toBe(false)
})

async function connect(): Promise<Lease> {
  const lease = await connectLease(() => {})
  onTestFinished(lease.release)
  return lease
}
