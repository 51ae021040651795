import type { RunningServer } from '../server'

/** One figure of one system. The aim is a ratio to the bare relay's. */
export type Figure = {
  metric: string
  unit: string
  value: number
  aim?: { atMost: number } | { atLeast: number }
}

/** Applied to each system in turn, `rounds` times, each time on a fresh server. */
export type Workload = {
  name: string
  rounds: number
  run(server: RunningServer): Promise<Figure[]>
}
