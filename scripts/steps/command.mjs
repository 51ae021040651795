import './check-node.mjs'
import { isBuilt } from './build.mjs'
import { bundleCommand, bundleOf } from './commands.mjs'
import { ensureGenerated } from './generate.mjs'
import { ensureInstalled } from './install.mjs'
import { main } from './step.mjs'

/**
 * Runs a command of the product, whether or not that is built. Writes nothing into the project if it is.
 *
 * @param {string} command one of `COMMANDS`
 */
export async function runCommand(command) {
  await main('Getting ready', async () => {
    await ensureInstalled()
    await ensureGenerated()
    if (!isBuilt()) await bundleCommand(command)
  })
  process.setSourceMapsEnabled(true)
  await import(`../../${bundleOf(command)}`)
}
