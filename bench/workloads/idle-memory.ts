import { setTimeout as sleep } from 'node:timers/promises'
import { memoryMegabytes } from '../processes'
import type { Workload } from './workload'

const SETTLE_MS = 5_000

/** Memory of everything, the database included, some seconds after the start. */
export const idleMemory: Workload = {
  name: 'idle-memory',
  rounds: 1,
  async run(system) {
    await sleep(SETTLE_MS)
    return [
      { metric: 'memory when idle', unit: 'MB', value: memoryMegabytes(system.processIds()), aim: null },
    ]
  },
}
