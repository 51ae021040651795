// Imported first by every script: says in one sentence what an old Node would say in a stack trace.
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Porchlight needs Node 20.19 or newer, and this is ${process.version}: see https://nodejs.org/download`,
  )
  process.exit(1)
}
// The steps name files from the project's folder, wherever they were called from.
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
