// `npm run visitors`: exports or erases what is stored of one visitor.
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
await import('../process/commands/visitors.ts')
