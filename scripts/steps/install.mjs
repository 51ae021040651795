import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fingerprint, hasStamp, writeStamp } from './project.mjs'
import { run, StepError, step } from './step.mjs'

const STAMP = 'node_modules/.porchlight'
/** npm's own record of what it installed into node_modules. */
const INSTALLED = 'node_modules/.package-lock.json'

/** Installs the packages of package-lock.json, unless node_modules is up to date. */
export async function ensureInstalled() {
  if (isInstalled()) return
  await step('Installing packages', async () => {
    rmSync(STAMP, { force: true })
    // Install scripts are not needed, and one of them would download an engine that is never used.
    await runNpm('ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund').catch((error) => {
      throw new StepError('npm could not install the packages. Is its registry reachable?', error.output)
    })
    stampInstalled()
  })
}

/** Records that node_modules is complete, for this lock file and platform. */
export function stampInstalled() {
  writeStamp(STAMP, wanted())
}

function isInstalled() {
  if (!hasStamp(STAMP, wanted()) || !existsSync(INSTALLED)) return false
  const { packages } = JSON.parse(readFileSync(INSTALLED, 'utf8'))
  return Object.keys(packages).every((folder) => existsSync(path.join(folder, 'package.json')))
}

function wanted() {
  return [process.platform, process.arch, fingerprint(['package-lock.json'])].join(' ')
}

function runNpm(...args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return run(process.execPath, [script, ...args], { name: 'npm ci' })
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)
}
