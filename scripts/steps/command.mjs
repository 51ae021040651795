import './check-node.mjs'
import path from 'node:path'
import { bundle } from './bundle.mjs'
import { ensureGenerated } from './generate.mjs'
import { ensureInstalled } from './install.mjs'
import { main } from './step.mjs'

/**
 * Runs a command of the product, whether or not that is built. The command is bundled first, because compiling its sources file
 * by file takes three times as long.
 *
 * @param {string} entry the command's source file
 */
export async function runCommand(entry) {
  const bundled = `dist/commands/${path.basename(entry, '.ts')}.mjs`
  await main('Getting ready', async () => {
    await ensureInstalled()
    await ensureGenerated()
    await bundle(entry, bundled)
  })
  process.setSourceMapsEnabled(true)
  await import(`../../${bundled}`)
}
