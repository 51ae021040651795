import { expect, it, onTestFinished, vi } from 'vitest'
import { ImpatientClient } from '@/server/database/impatient-client'
import { wakeRelay } from '@/server/events/wake'
import { connectLease } from './lease'
import { startRelay } from './schedule'

const publisher = { publish: async () => [] }

it('keeps one connection while another process holds the lease, and wakes that process on each commit', async () => {
  let woken = 0
  const holder = await connectLease(() => {
    woken += 1
  })
  onTestFinished(holder.release)
  expect(await holder.tryHold()).toBe(true)
  const connect = vi.spyOn(ImpatientClient.prototype, 'connect')

  onTestFinished(startRelay(publisher))
  for (let commit = 1; commit <= 5; commit += 1) {
    wakeRelay()
    await expect.poll(() => woken).toBeGreaterThanOrEqual(commit)
  }
  expect(connect).toHaveBeenCalledOnce()
})
