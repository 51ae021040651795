import { existsSync, readdirSync, rmSync } from 'node:fs'
import { bundle } from './bundle.mjs'
import { fingerprint, hasStamp, writeStamp } from './project.mjs'
import { runTool, step } from './step.mjs'
import { buildWidget } from './widget.mjs'

const STAMP = 'dist/.porchlight'
/** What never ends up in the product. Anything else that changes means: build again. */
const IRRELEVANT = [
  /^(\.|node_modules$|dist$|generated$|docs$|bench$|chaos$|examples$|scripts$|tests$|test-results$|next-env)/,
  /^(biome|knip|vitest\.config|playwright(\.firefox|\.webkit)?\.config)\./,
  /\.(md|tsbuildinfo)$/,
]

/** How many characters of the sources' hash name a build. */
const BUILD_NAME_LENGTH = 12

/** Builds the pages and the server, unless what was built is of these very sources. */
export async function ensureBuilt() {
  if (isBuilt()) return
  // Of before: what changes meanwhile is not in what was built.
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
  writeStamp(STAMP, built)
}

/** Whether what was built is there and of these very sources. */
export function isBuilt() {
  return (
    hasStamp(STAMP, fingerprintOfSources()) &&
    ['.next/BUILD_ID', 'dist/widget/frame.json', 'dist/main.mjs'].every((file) => existsSync(file))
  )
}

function fingerprintOfSources() {
  return fingerprint(readdirSync('.').filter(isRelevant), isSource)
}

function isRelevant(name) {
  return !IRRELEVANT.some((pattern) => pattern.test(name))
}

function isSource(file) {
  // Browser tests build the React package, which the product does not use.
  return !/\.test\.|^packages\/\w+\/dist\//.test(file)
}
