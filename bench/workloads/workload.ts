import type { Aim } from '../report'
import type { System } from '../systems/system'

/** One figure of one system. */
export type Figure = Aim & { value: number }

/** Applied to each system alike. Run several times, alternating between systems. */
export type Workload = {
  name: string
  rounds: number
  run(system: System): Promise<Figure[]>
}
