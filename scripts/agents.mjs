// `npm run agents`: lists agents, resets a password, ends sessions.
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('Getting ready', async () => {
  await ensureInstalled()
  await ensureGenerated()
})

const { register } = await import('tsx/esm/api')
register()
await import('../process/commands/agents.ts')
