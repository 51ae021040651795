import { spawnSync } from 'node:child_process'
import { median } from '../statistics'
import { startServer } from './server'
import { ablyStub } from './systems/ably-stub'
import { bareWs } from './systems/bare-ws'
import { porchlight } from './systems/porchlight'
import { socketIo } from './systems/socket-io'
import { fanOut } from './workloads/fan-out'
import { idle } from './workloads/idle'
import { latency } from './workloads/latency'
import { pairs } from './workloads/pairs'
import { storm } from './workloads/storm'
import type { Figure, Workload } from './workloads/workload'

const workloads = [latency, pairs, fanOut, idle, storm]
const systems = [bareWs, porchlight, ablyStub, socketIo]

/** Measures the systems in turn and prints each figure with its ratio to the bare relay's in the same run. */
async function run(names: readonly string[]): Promise<void> {
  const chosen = workloads.filter(({ name }) => names.length === 0 || names.includes(name))
  if (chosen.length === 0)
    throw new Error(`Available workloads: ${workloads.map(({ name }) => name).join(', ')}`)
  const pinned = pinGenerator()
  if (!pinned)
    console.log('Server and generator share the processors: there is no taskset, or only one processor.')

  console.log(''.padEnd(34), ...systems.map(({ name }) => name.padStart(15)), 'ratio'.padStart(8), ' aim')
  for (const workload of chosen) await measure(workload, pinned)
}

/** Moves this process off the server's CPU. */
function pinGenerator(): boolean {
  const [command = '', ...args] = ['taskset', '-a', '-c', '-p', '1', String(process.pid)]
  return spawnSync(command, args).status === 0
}

async function measure(workload: Workload, pinned: boolean): Promise<void> {
  const results: Figure[][][] = systems.map(() => [])
  for (let round = 0; round < workload.rounds; round += 1) {
    for (const [index, system] of systems.entries()) {
      const server = await startServer(system, pinned)
      results[index]?.push(await workload.run(server).finally(() => server.stop()))
    }
  }
  for (const [index, figure] of (results[0]?.[0] ?? []).entries()) {
    report(
      figure,
      results.map((rounds) => median(rounds.map((figures) => figures[index]?.value ?? Number.NaN))),
    )
  }
}

function report({ metric, unit, aim }: Figure, values: readonly number[]): void {
  const ratio = ratioOf(values, 'porchlight')
  const isMet = aim !== undefined && ('atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast)
  const wanted = aim && ('atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`)
  console.log(
    metric.padEnd(34),
    ...values.map((value) => `${format(value)} ${unit}`.padStart(15)),
    ratio.toFixed(2).padStart(8),
    wanted ? ` ${wanted} ${isMet ? '✓' : '✗'}` : '',
  )
}

function ratioOf(values: readonly number[], name: string): number {
  const value = values[systems.findIndex((system) => system.name === name)] ?? Number.NaN
  return value / (values[systems.indexOf(bareWs)] ?? Number.NaN)
}

function format(value: number): string {
  return value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en')
}

await run(process.argv.slice(2))
process.exit(0)
