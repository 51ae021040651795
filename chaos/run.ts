import { setTimeout as sleep } from 'node:timers/promises'
import { Breaker } from './breaker'
import { check } from './check/check'
import type { Findings } from './check/findings'
import { Crowd } from './crowd'
import { HELP, type Options, readOptions } from './options'
import { installBrowser } from './people/browser'
import { CarefulAgent } from './people/careful-agent'
import { CarefulVisitor } from './people/careful-visitor'
import { NaiveAgent } from './people/naive-agent'
import { NaiveVisitor } from './people/naive-visitor'
import type { Roads } from './people/roads'
import { NOTE_MARK } from './people/texts'
import { Random } from './random'
import { printHeader, printProgress, printResult } from './report'
import { World } from './world'

/** About how many progress lines a run prints, and the shortest time between two. */
const PROGRESS_LINES = 60
const PROGRESS_MS = 5_000

/** Visitors on one street share a network that can break; so do all agents. */
const VISITORS_PER_STREET = 8

/** How long recovery may take after the last fault, and how often it is checked. */
const HEALING_LIMIT_MS = 90_000
const LOOK_EVERY_MS = 1_000

/** How long clients that do not recover get before the comparison. */
const NAIVE_GRACE_MS = 8_000

const options = readOptions(process.argv.slice(2))
if (options === null) console.log(HELP)
else process.exit((await run(options)) ? 0 : 1)

/** Whether the run ended as expected: without violations or, with naive clients, with some. */
async function run(options: Options): Promise<boolean> {
  installBrowser()
  printHeader(options)
  const random = new Random(options.seed)
  const world = await World.build({ apps: options.apps, failPointChance: options.failPoints })
  const crowd = await gather(options, world, random.fork())
  const breaker = new Breaker({
    kinds: options.kills,
    pace: options.pace,
    random: random.fork(),
    world,
    crowd,
  })
  const state = { options, world, crowd, breaker }
  try {
    const writtenMs = await write(state)
    const { findings, healedMs } = await heal(state)
    return printResult({ ...state, writtenMs, healedMs, findings })
  } finally {
    crowd.leave()
    await world.destroy()
  }
}

type State = { options: Options; world: World; crowd: Crowd; breaker: Breaker }

async function gather(
  { clients, agents, rate, naive }: Options,
  world: World,
  random: Random,
): Promise<Crowd> {
  const names = Array.from({ length: agents }, (_, index) => `Agent${index + 1}`)
  const [AVisitor, AnAgent] = naive ? [NaiveVisitor, NaiveAgent] : [CarefulVisitor, CarefulAgent]
  const office = await world.road()
  const accounts = await world.employ(names)

  const visitors = []
  let street: Roads | null = null
  for (let index = 0; index < clients; index += 1) {
    if (street === null || index % VISITORS_PER_STREET === 0) street = await world.road(NOTE_MARK)
    visitors.push(new AVisitor(`Visitor${index + 1}`, street))
  }
  const staff = accounts.map((account) => new AnAgent(account.email, account, office))
  return new Crowd(visitors, staff, { rate, random })
}

async function write({ options, crowd, breaker, world }: State): Promise<number> {
  await crowd.begin()
  const startedAt = Date.now()
  breaker.start()
  const isOver = () =>
    Date.now() - startedAt >= options.seconds * 1_000 || crowd.acknowledged >= options.messages
  const progressMs = Math.max(PROGRESS_MS, (options.seconds * 1_000) / PROGRESS_LINES)
  let printedAt = startedAt
  while (!isOver()) {
    await sleep(100)
    if (Date.now() - printedAt < progressMs) continue
    printedAt = Date.now()
    printProgress({ seconds: (printedAt - startedAt) / 1_000, crowd, world, breaker })
  }
  const writtenMs = Date.now() - startedAt
  await crowd.stopWriting()
  await breaker.stop()
  return writtenMs
}

/** Waits until there are no findings, up to the limit. */
async function heal({ options, world, crowd }: State): Promise<{ findings: Findings; healedMs: number }> {
  const startedAt = Date.now()
  await world.heal()
  if (options.naive) await sleep(NAIVE_GRACE_MS)
  for (;;) {
    await untilQuiet(crowd, startedAt + HEALING_LIMIT_MS)
    await loadAll(crowd)
    const findings = await check(world, crowd)
    const healedMs = Date.now() - startedAt
    const isRight = Object.values(findings.counts).every((count) => count === 0)
    if (isRight || options.naive || healedMs > HEALING_LIMIT_MS) return { findings, healedMs }
    await sleep(LOOK_EVERY_MS)
  }
}

/** While something is in transit, screens and database show different moments. */
async function untilQuiet(crowd: Crowd, giveUpAt: number): Promise<void> {
  for (;;) {
    await crowd.tidy()
    if (crowd.waiting === 0 || Date.now() >= giveUpAt) return
    await sleep(LOOK_EVERY_MS)
  }
}

/** Scrolls every log to its beginning, so that all of it can be compared. */
async function loadAll({ people }: Crowd): Promise<void> {
  await Promise.all(
    people.map(async ({ screens }) => {
      for (const screen of screens) await screen.loadAll()
    }),
  )
}
