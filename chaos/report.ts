import type { Breaker } from './breaker'
import { violations as descriptions, type Findings } from './check/findings'
import type { Crowd } from './crowd'
import type { Options } from './options'
import { NOTE_MARK } from './people/texts'
import type { World } from './world'

export function printHeader(options: Options): void {
  const { clients, agents, apps, rate, seconds, messages, kills, seed, naive } = options
  const until = Number.isFinite(messages) ? `until ${messages} are acknowledged, at most ` : 'for '
  console.log(
    `${naive ? 'naive clients: ' : ''}${clients} visitors, ${agents} agents, ${apps} app processes, ` +
      `${rate} messages/s ${until}${seconds} s, breaking ${kills.join(', ') || 'nothing'}; seed ${seed}`,
  )
}

type Progress = { seconds: number; crowd: Crowd; world: World; breaker: Breaker }

export function printProgress({ seconds, crowd, world, breaker }: Progress): void {
  console.log(
    `${seconds.toFixed(0).padStart(5)} s  ${crowd.acknowledged} acknowledged, ` +
      `${(crowd.acknowledged / seconds).toFixed(0)} a second; ${broken(world, breaker)}`,
  )
}

type Result = {
  options: Options
  world: World
  crowd: Crowd
  breaker: Breaker
  writtenMs: number
  healedMs: number
  findings: Findings
}

/** Prints the result. @returns whether the run ended as expected */
export function printResult({
  options,
  world,
  crowd,
  breaker,
  writtenMs,
  healedMs,
  findings,
}: Result): boolean {
  const { acknowledged } = crowd
  const screens = crowd.people.flatMap((person) => person.screens).length
  const violations = Object.values(findings.counts).reduce((sum, count) => sum + count, 0)
  const complaints = [...world.apps, ...(world.realtime ? [world.realtime] : [])].flatMap(
    (part) => part.complaints,
  )

  console.log(`
acknowledged  ${acknowledged} messages and notes in ${(writtenMs / 1_000).toFixed(0)} s, ${screens} screens compared
              ${written(crowd)}
broken        ${broken(world, breaker)}
healed        ${(healedMs / 1_000).toFixed(1)} s after the last fault
`)
  for (const [name, count] of Object.entries(findings.counts)) {
    console.log(
      `${String(count).padStart(8)}  ${name.padEnd(12)} ${descriptions[name as keyof typeof descriptions]}`,
    )
  }
  for (const example of findings.examples) console.log(`  ${example}`)
  for (const [text, count] of counted(complaints)) console.log(`  ${count} × ${text}`)
  console.log(`\n${violations} violations`)
  if (options.naive) {
    console.log(
      violations > 0
        ? 'as expected: the checker sees violations'
        : 'THE CHECKER IS BLIND: naive clients went unnoticed',
    )
    return violations > 0
  }
  if (violations === 0) {
    console.log(
      `With 95 % confidence fewer than 3 in ${acknowledged} (${(3 / acknowledged).toExponential(1)}) are lost, doubled or out of order.`,
    )
  }
  return violations === 0 && acknowledged > 0
}

function broken({ apps, realtime, database }: World, { networkFaults, pageCrashes }: Breaker): string {
  const kills = apps.reduce((sum, app) => sum + app.kills, 0)
  const failPoints = apps.reduce((sum, app) => sum + app.failPoints, 0)
  const faults = Object.values(networkFaults).reduce((sum, count) => sum + count, 0)
  return (
    `apps killed ${kills} + ${failPoints} at fail-points, realtime ${realtime?.kills ?? 0}, ` +
    `database ${database.kills}, hung ${database.hangs}` +
    `${database.fullDisks > 0 ? `, without room ${database.fullDisks}` : ''}, networks ${faults}, pages ${pageCrashes}`
  )
}

function written({ people }: Crowd): string {
  const notebooks = people.map(({ notebook }) => notebook)
  const notes = notebooks.flatMap(({ acknowledged }) =>
    acknowledged.filter(({ content }) => content.includes(NOTE_MARK)),
  )
  const changes = notebooks.flatMap((notebook) => notebook.changes)
  const answered = changes.filter(({ answer }) => answer !== null)
  const deletions = answered.filter(({ content }) => content === null).length
  return (
    `of them ${notes.length} notes; ${answered.length - deletions} edits and ${deletions} deletions acknowledged, ` +
    `${changes.length - answered.length} refused or not answered; ` +
    `visitors blocked ${notebooks.reduce((sum, { blocks }) => sum + blocks, 0)} times`
  )
}

function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
