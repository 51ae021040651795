// `npm test`: installs what is missing, runs every check, and says at the end which passed.
// `npm test -- lint unit` runs only these.
import './steps/check-node.mjs'
import { ensureBrowser, ensureFirefox, NO_FIREFOX } from './steps/browser.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, run, runTool, seconds } from './steps/step.mjs'

const checks = [
  { name: 'build', what: 'production build', run: ensureBuilt },
  {
    name: 'lint',
    what: 'format and lint',
    readsOnly: true,
    run: () => quietTool('@biomejs/biome/bin/biome', 'check'),
  },
  { name: 'types', what: 'types', readsOnly: true, run: checkTypes },
  {
    name: 'unused',
    what: 'unused code and packages',
    readsOnly: true,
    run: () => quietTool('knip/bin/knip.js'),
  },
  { name: 'unit', what: 'unit and integration tests', run: () => tool('vitest/vitest.mjs', 'run') },
  { name: 'e2e', what: 'browser tests on the production build', run: checkInBrowser },
  { name: 'firefox', what: 'the widget in Firefox, in part', run: checkInFirefox },
  { name: 'chaos', what: 'crashes at random, and clients that must fail', run: checkUnderChaos },
]

const MARKS = { passed: '✓', failed: '✗', skipped: '–' }
const env = { NEXT_TELEMETRY_DISABLED: '1' }
const chosen = chooseChecks(process.argv.slice(2))

await main('Preparing the checks', async () => {
  await ensureInstalled()
  await ensureGenerated()
})

const results = []
for (const checks of sideBySide(chosen)) results.push(...(await Promise.all(checks.map(perform))))
summarize(results)

function chooseChecks(names) {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no check called ${unknown.join(', ')}, only: ${checks.map(({ name }) => name).join(', ')}`,
    )
    process.exit(1)
  }
  return checks.filter(({ name }) => names.length === 0 || names.includes(name))
}

/** In order, but those that only read the source at once: alone each of them leaves processors idle. */
function sideBySide(checks) {
  const groups = []
  for (const check of checks) {
    const last = groups.at(-1)
    if (check.readsOnly && last?.[0].readsOnly) last.push(check)
    else groups.push([check])
  }
  return groups
}

async function perform({ name, what, run }) {
  console.log(`\n── ${name}: ${what}`)
  const startedAt = performance.now()
  try {
    const skipped = await run()
    if (skipped) console.log(`skipped: ${skipped}`)
    return { name, what, outcome: skipped ? 'skipped' : 'passed', duration: seconds(startedAt) }
  } catch (error) {
    console.error([error.output, error.message].filter(Boolean).join('\n'))
    return { name, what, outcome: 'failed', duration: seconds(startedAt) }
  }
}

function summarize(results) {
  console.log('\n── summary')
  for (const { name, what, outcome, duration } of results) {
    console.log(`${MARKS[outcome]} ${name.padEnd(8)}${what.padEnd(40)}${duration.padStart(12)}`)
  }
  const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
  console.log(`${count('passed')} passed, ${count('failed')} failed${skipped}`)
  process.exitCode = count('failed') > 0 ? 1 : 0
}

async function checkTypes() {
  await quietTool('next/dist/bin/next', 'typegen')
  await quietTool('typescript/bin/tsc', '--noEmit')
}

async function checkInBrowser() {
  await ensureBrowser()
  await ensureBuilt()
  await tool('@playwright/test/cli.js', 'test')
}

/** What differs between browsers most. Returns why it was skipped. */
async function checkInFirefox() {
  if (!(await ensureFirefox())) return NO_FIREFOX
  await ensureBuilt()
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
  // A database that hangs has tests of its own, and holds everybody up.
  await chaos('--seconds', '12', '--kills', 'app,realtime,database,network,page')
  await chaos('--seconds', '8', '--naive', '--kills', 'app,realtime')
}

function chaos(...args) {
  const crowd = ['--clients', '6', '--rate', '30', '--fail-points', '0.01']
  return run(process.execPath, ['scripts/chaos.mjs', ...crowd, ...args], {
    show: true,
    name: 'npm run chaos',
  })
}

function tool(script, ...args) {
  return runTool(script, args, { show: true, env })
}

/** As {@link tool}. Shows what it has to say only when it fails, and not mixed with what others say. */
function quietTool(script, ...args) {
  return runTool(script, args, { env })
}
