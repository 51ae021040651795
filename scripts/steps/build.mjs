import { existsSync, readdirSync, rmSync } from 'node:fs'
import { bundle } from './bundle.mjs'
import { bundleCommand, bundleOf, COMMANDS } from './commands.mjs'
import { fingerprint, hasStamp, writeStamp } from './project.mjs'
import { runTool, step } from './step.mjs'
import { buildWidget } from './widget.mjs'

const STAMP = 'dist/.porchlight'
/** Files that are not part of the product. Any other change triggers a build. */
const IRRELEVANT = [
  /^(\.|node_modules$|dist$|generated$|docs$|bench$|chaos$|examples$|scripts$|tests$|test-results$|next-env)/,
  /^(biome|knip|vitest\.config|playwright(\.firefox|\.webkit)?\.config)\./,
  /\.(md|tsbuildinfo)$/,
]

/** Files that every build has. */
const BUILT = ['.next/BUILD_ID', 'dist/widget/frame.json', 'dist/main.mjs']

/** How many characters of the source hash name a build. */
const BUILD_NAME_LENGTH = 12

/** Builds pages, widget, server and commands, unless the build is up to date. */
export async function ensureBuilt() {
  if (isBuilt()) return
  // Before the build, so that a change during it triggers another one.
  const built = fingerprintOfSources()
  const name = built.slice(0, BUILD_NAME_LENGTH)
  rmSync(STAMP, { force: true })
  await step('Building the pages', () =>
    runTool('next/dist/bin/next', ['build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PORCHLIGHT_BUILD: name },
    }),
  )
  await step('Building the widget', () => buildWidget(name))
  await step('Building the server', () =>
    bundle('main.ts', 'dist/main.mjs', { PORCHLIGHT_BUILD: JSON.stringify(name) }),
  )
  await step('Building the commands', async () => {
    for (const command of COMMANDS) await bundleCommand(command)
  })
  writeStamp(STAMP, built)
}

/** Whether the build exists and is up to date. */
export function isBuilt() {
  return (
    hasStamp(STAMP, fingerprintOfSources()) &&
    [...BUILT, ...COMMANDS.map(bundleOf)].every((file) => existsSync(file))
  )
}

function fingerprintOfSources() {
  return fingerprint(readdirSync('.').filter(isRelevant), isSource)
}

function isRelevant(name) {
  return !IRRELEVANT.some((pattern) => pattern.test(name))
}

function isSource(file) {
  // Browser tests build the React package, which is not part of the product.
  return !/\.test\.|^packages\/\w+\/dist\//.test(file)
}
