import { setTimeout as sleep } from 'node:timers/promises'
import { memoryMegabytes } from '../processes'
import type { Workload } from './workload'

const SETTLE_MS = 5_000
const AIM_MB = 350

/** Memory of all processes, including the database, some seconds after the start. */
export const idleMemory: Workload = {
  name: 'idle-memory',
  rounds: 1,
  async run(system) {
    await sleep(SETTLE_MS)
    const value = memoryMegabytes(system.processIds())
    return [{ metric: 'memory when idle', unit: 'MB', value, aim: { valueAtMost: AIM_MB } }]
  },
}
