// Imported first by every script: explains in one sentence that Node is too old, instead of a stack trace.
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Porchlight needs Node 20.19 or newer, and this is ${process.version}: see https://nodejs.org/download`,
  )
  process.exit(1)
}
// Paths in the steps are relative to the project's folder, wherever the script was called from.
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
