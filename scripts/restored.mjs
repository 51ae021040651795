// `npm run restored`: after a restore, makes browsers discard what they stored since the backup.
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
await import('../process/commands/restored.ts')
