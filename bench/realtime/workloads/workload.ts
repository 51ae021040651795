import type { RunningServer } from '../server'

/** One figure of one system. The aim is a ratio to the bare relay's. */
export type Figure = {
  metric: string
  unit: string
  value: number
  aim?: { atMost: number } | { atLeast: number }
}

/** What is done to every system alike, in turn, `rounds` times, each time on a server just started. */
export type Workload = {
  name: string
  rounds: number
  run(server: RunningServer): Promise<Figure[]>
}
