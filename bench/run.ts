import { measureSecondStart } from './second-start'
import { median } from './statistics'
import { startBare } from './systems/bare'
import { startPorchlight } from './systems/porchlight'
import type { System } from './systems/system'
import { idleMemory } from './workloads/idle-memory'
import { latency } from './workloads/latency'
import { throughput } from './workloads/throughput'
import type { Figure, Workload } from './workloads/workload'

const MEMORY_AIM_MB = 350
const SECOND_START_AIM_S = 5

/** Memory first: a system that has worked keeps what it took. */
const workloads = [idleMemory, latency, throughput]

/** Measures the systems in turn and prints each figure as a ratio to the bare server's of the same run. */
async function run(names: string[]): Promise<void> {
  const chosen = names.length === 0 ? workloads : workloads.filter(({ name }) => names.includes(name))
  const systems = [await startBare(), await startPorchlight()]
  try {
    console.log(
      'figure'.padEnd(28),
      'porchlight'.padStart(14),
      'bare'.padStart(14),
      'ratio'.padStart(8),
      '  aim',
    )
    for (const workload of chosen) await measure(workload, systems)
  } finally {
    for (const system of systems) await system.stop()
  }
  if (names.length > 0 && !names.includes('second-start')) return

  const seconds = await measureSecondStart()
  print(
    'second start',
    `${seconds.toFixed(1)} s`,
    '',
    '',
    `≤ ${SECOND_START_AIM_S} s`,
    seconds <= SECOND_START_AIM_S,
  )
}

async function measure(workload: Workload, systems: System[]): Promise<void> {
  const results = new Map(systems.map((system) => [system.name, [] as Figure[][]]))
  for (let round = 0; round < workload.rounds; round += 1) {
    for (const system of systems) results.get(system.name)?.push(await workload.run(system))
  }
  const ours = results.get('porchlight') ?? []
  const bare = results.get('bare') ?? []
  for (const [index, figure] of (ours[0] ?? []).entries()) {
    const [value, reference] = [ours, bare].map((rounds) =>
      median(rounds.map((one) => one[index]?.value ?? NaN)),
    )
    report(figure, value ?? NaN, reference ?? NaN)
  }
}

function report({ metric, unit, aim }: Figure, value: number, reference: number): void {
  const ratio = value / reference
  const figures = [value, reference].map((one) => `${one.toFixed(one < 100 ? 2 : 0)} ${unit}`)
  const [ours = '', bare = ''] = figures
  if (aim === null) {
    print(metric, ours, bare, ratio.toFixed(2), `≤ ${MEMORY_AIM_MB} MB`, value <= MEMORY_AIM_MB)
    return
  }
  const isMet = 'atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast
  print(metric, ours, bare, ratio.toFixed(2), 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`, isMet)
}

function print(metric: string, ours: string, bare: string, ratio: string, aim: string, isMet: boolean): void {
  console.log(
    metric.padEnd(28),
    ours.padStart(14),
    bare.padStart(14),
    ratio.padStart(8),
    ` ${aim} ${isMet ? '✓' : '✗'}`,
  )
}

await run(process.argv.slice(2))
