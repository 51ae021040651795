import type { System } from '../systems/system'

/** One figure of one system. */
export type Figure = {
  metric: string
  unit: string
  value: number
  aim: { atMost: number } | { atLeast: number } | null
}

/** What is done to every system alike. Run several times, alternating between the systems. */
export type Workload = {
  name: string
  rounds: number
  run(system: System): Promise<Figure[]>
}
