import { parseArgs } from 'node:util'
import { measureApi } from './api/run'
import { measureDesk } from './desk/run'
import { measureInbox } from './inbox/run'
import { report, reportHeader } from './report'
import { measureSecondStart } from './second-start'
import { measureStarving } from './starve'
import { median } from './statistics'
import { startBare } from './systems/bare'
import { startPorchlight } from './systems/porchlight'
import type { System } from './systems/system'
import { measureWeight } from './weight/run'
import { idleMemory } from './workloads/idle-memory'
import { latency } from './workloads/latency'
import { throughput } from './workloads/throughput'
import type { Figure, Workload } from './workloads/workload'

const SECOND_START_AIM_S = 5
const CONVERSATIONS = 1_000

/** Memory first: systems do not give back memory they used under load. */
const workloads = [idleMemory, latency, throughput]

/** Runs the named workloads, or all, and prints each figure as a ratio to the bare server's in the same run. */
async function run(names: string[], conversations: number): Promise<void> {
  const isChosen = (name: string) => names.length === 0 || names.includes(name)
  const chosen = workloads.filter(({ name }) => isChosen(name))
  reportHeader()
  if (chosen.length > 0) await runWorkloads(chosen)
  if (isChosen('api')) await measureApi(conversations)
  // Only by name: compares with the product itself without the flood, not with the bare server.
  if (names.includes('starve')) await measureStarving()
  // Only by name: compares with the product itself without inboxes.
  if (names.includes('inbox')) await measureInbox()
  // Only by name: needs a browser, and an otherwise idle machine.
  if (names.includes('desk')) await measureDesk()
  // Only by name: needs a browser.
  if (names.includes('weight')) await measureWeight()
  if (isChosen('second-start')) {
    const aim = { valueAtMost: SECOND_START_AIM_S }
    report({ metric: 'second start', unit: 's', aim }, await measureSecondStart(), null)
  }
}

async function runWorkloads(chosen: Workload[]): Promise<void> {
  const systems = [await startBare(), await startPorchlight()]
  try {
    for (const workload of chosen) await measure(workload, systems)
  } finally {
    for (const system of systems) await system.stop()
  }
}

async function measure(workload: Workload, systems: System[]): Promise<void> {
  const results = new Map(systems.map((system) => [system.name, [] as Figure[][]]))
  for (let round = 0; round < workload.rounds; round += 1) {
    for (const system of systems) results.get(system.name)?.push(await workload.run(system))
  }
  const ours = results.get('porchlight') ?? []
  const bare = results.get('bare') ?? []
  for (const [index, figure] of (ours[0] ?? []).entries()) {
    const [value = NaN, reference = NaN] = [ours, bare].map((rounds) =>
      median(rounds.map((one) => one[index]?.value ?? NaN)),
    )
    report(figure, value, reference)
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { conversations: { type: 'string', default: String(CONVERSATIONS) } },
})
await run(positionals, Number(values.conversations))
