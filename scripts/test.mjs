// `npm test`: installs what is missing, runs every check, and says at the end which passed.
// `npm test -- lint database` runs only these.
import './steps/check-node.mjs'
import { ensureBrowser, ensureFirefox, NO_FIREFOX } from './steps/browser.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { reachedFrom, testsByNeed } from './steps/needs.mjs'
import { fingerprint, hasStamp, writeStamp } from './steps/project.mjs'
import { main, run, runTool, seconds } from './steps/step.mjs'

/** Records the sources for which the realtime server's tests have passed. */
const REALTIME_STAMP = 'node_modules/.porchlight-realtime'

/**
 * Stages run one after the other. The rows of a stage run in parallel, because a single one leaves processors idle; the checks of
 * a row run in order. The first stage ends within two minutes, so that its failures are known early.
 */
const stages = [
  [
    [{ name: 'lint', what: 'format and lint', run: () => quietTool('@biomejs/biome/bin/biome', 'check') }],
    [{ name: 'types', what: 'types', run: checkTypes }],
    [{ name: 'unused', what: 'unused code and packages', run: () => quietTool('knip/bin/knip.js') }],
    [
      {
        name: 'pure',
        what: 'tests without database and server',
        run: () => vitest('pure', 'dom', 'mocking'),
      },
    ],
  ],
  [[{ name: 'build', what: 'production build', run: ensureBuilt }]],
  [
    [{ name: 'e2e', what: 'browser tests on the production build', needsBuild: true, run: checkInBrowser }],
    [
      { name: 'database', what: 'tests on a database', run: () => vitest('built', 'database') },
      { name: 'realtime', what: 'tests of the realtime server', run: checkRealtime },
    ],
  ],
  // On their own: both fail if the computer is busy with something else.
  [
    [
      { name: 'firefox', what: 'the widget in Firefox, in part', needsBuild: true, run: checkInFirefox },
      {
        name: 'chaos',
        what: 'crashes at random, and clients that must fail',
        needsBuild: true,
        run: checkUnderChaos,
      },
    ],
  ],
]
const checks = stages.flat(2)

const MARKS = { passed: '✓', failed: '✗', skipped: '–' }
const env = { NEXT_TELEMETRY_DISABLED: '1' }
const chosen = chooseChecks(process.argv.slice(2))
/** A single check shows its output as it runs. The outputs of several would be mixed. */
const isAlone = chosen.filter(({ name }) => name !== 'build').length === 1

await main('Preparing the checks', async () => {
  await ensureInstalled()
  await ensureGenerated()
})

const results = []
for (const stage of stages) {
  results.push(...(await Promise.all(stage.map(performInOrder))).flat())
  if (stage === stages[0] && 0 < results.length && results.length < chosen.length)
    summarize(results, 'so far')
}
summarize(results)

function chooseChecks(names) {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no check called ${unknown.join(', ')}, only: ${checks.map(({ name }) => name).join(', ')}`,
    )
    process.exit(1)
  }
  const named = checks.filter(({ name }) => names.length === 0 || names.includes(name))
  const needBuild = named.some(({ needsBuild }) => needsBuild)
  return checks.filter((check) => named.includes(check) || (needBuild && check.name === 'build'))
}

async function performInOrder(row) {
  const results = []
  for (const check of row) if (chosen.includes(check)) results.push(await perform(check))
  return results
}

/** A check returns the reason if it was skipped, and throws if it failed. */
async function perform({ name, what, run }) {
  console.log(`\n── ${name}: ${what}`)
  const startedAt = performance.now()
  try {
    const skipped = await run()
    if (skipped) console.log(`skipped: ${skipped}`)
    return { name, what, outcome: skipped ? 'skipped' : 'passed', duration: seconds(startedAt) }
  } catch (error) {
    console.error([`\n── ${name} failed`, error.output, error.message].filter(Boolean).join('\n'))
    return { name, what, outcome: 'failed', duration: seconds(startedAt) }
  }
}

function summarize(results, heading = 'summary') {
  console.log(`\n── ${heading}`)
  for (const { name, what, outcome, duration } of results) {
    console.log(`${MARKS[outcome]} ${name.padEnd(10)}${what.padEnd(40)}${duration.padStart(12)}`)
  }
  const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
  console.log(`${count('passed')} passed, ${count('failed')} failed${skipped}`)
  process.exitCode = count('failed') > 0 ? 1 : 0
}

/** Skipped if its sources are unchanged since they passed; never if `CI` is set. Returns the reason if it was skipped. */
async function checkRealtime() {
  const tests = testsByNeed().realtime
  const settings = ['package-lock.json', 'vitest.config.ts', 'tests/setup.ts']
  const sources = fingerprint(['realtime-server', ...reachedFrom(...tests, ...settings)])
  if (!process.env.CI && hasStamp(REALTIME_STAMP, sources))
    return 'it has passed, and nothing has changed since'
  await vitest('realtime')
  writeStamp(REALTIME_STAMP, sources)
}

async function checkTypes() {
  await quietTool('next/dist/bin/next', 'typegen')
  await quietTool('typescript/bin/tsc', '--noEmit')
}

async function checkInBrowser() {
  await ensureBrowser()
  await tool('@playwright/test/cli.js', 'test')
}

/** The tests of what differs most between browsers. Returns the reason if they were skipped. */
async function checkInFirefox() {
  if (!(await ensureFirefox())) return NO_FIREFOX
  await tool(
    '@playwright/test/cli.js',
    'test',
    '--config',
    'playwright.firefox.config.ts',
    '--grep',
    '@in-firefox',
  )
}

async function checkUnderChaos() {
  // No hanging database: it has its own tests, and would delay everything.
  await chaos('--seconds', '12', '--kills', 'app,realtime,database,network,page')
  await chaos('--seconds', '8', '--naive', '--kills', 'app,realtime')
}

async function chaos(...args) {
  const crowd = ['--clients', '6', '--rate', '30', '--fail-points', '0.01']
  await run(process.execPath, ['scripts/chaos.mjs', ...crowd, ...args], {
    show: isAlone,
    name: 'npm run chaos',
  })
}

async function tool(script, ...args) {
  await runTool(script, args, { show: true, env })
}

/** If the output is hidden, still names the tests that passed only on the second try. */
async function vitest(...projects) {
  const args = projects.flatMap((project) => ['--project', project])
  const output = await runTool('vitest/vitest.mjs', ['run', ...args], { show: isAlone, env })
  for (const line of output.match(/^flaky: .*/gm) ?? []) console.log(line)
}

/** Like {@link tool}, but shows its output only if it fails, so that outputs are not mixed. */
async function quietTool(script, ...args) {
  await runTool(script, args, { env })
}
