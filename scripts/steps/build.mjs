import { existsSync, readdirSync, rmSync } from 'node:fs'
import { fingerprint, hasStamp, writeStamp } from './project.mjs'
import { runTool, StepError, step } from './step.mjs'

const STAMP = 'dist/.porchlight'
/** What never ends up in the product. Anything else that changes means: build again. */
const IRRELEVANT = [
  /^(\.|node_modules$|dist$|generated$|docs$|bench$|chaos$|scripts$|tests$|test-results$|next-env)/,
  /^(biome|knip|vitest\.config|playwright\.config)\./,
  /\.(md|tsbuildinfo)$/,
]

/** Builds the pages and the server, unless what was built is of these very sources. */
export async function ensureBuilt() {
  if (isBuilt()) return
  rmSync(STAMP, { force: true })
  await step('Building the pages', () =>
    runTool('next/dist/bin/next', ['build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    }),
  )
  await step('Building the server', bundleServer)
  writeStamp(STAMP, fingerprintOfSources())
}

/** Whether what was built is there and of these very sources. */
export function isBuilt() {
  return (
    hasStamp(STAMP, fingerprintOfSources()) && existsSync('.next/BUILD_ID') && existsSync('dist/main.mjs')
  )
}

function fingerprintOfSources() {
  return fingerprint(readdirSync('.').filter(isRelevant), isSource)
}

function isRelevant(name) {
  return !IRRELEVANT.some((pattern) => pattern.test(name))
}

function isSource(file) {
  return !/\.test\./.test(file)
}

async function bundleServer() {
  const esbuild = await import('esbuild')
  try {
    await esbuild.build({
      entryPoints: ['main.ts'],
      outfile: 'dist/main.mjs',
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      logLevel: 'silent',
    })
  } catch (error) {
    throw new StepError('the server could not be bundled', error.message)
  } finally {
    // Otherwise esbuild's own process would stay as long as the server.
    await esbuild.stop()
  }
}
