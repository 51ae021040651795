// `npm run chaos`: breaks things at random and checks that nothing was lost. See `npm run chaos -- --help`.
import './steps/check-node.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('The chaos run', async () => {
  await ensureInstalled()
  await ensureGenerated()
  await ensureBuilt()
})

process.env.LOG_LEVEL ??= 'error'
const { register } = await import('tsx/esm/api')
register()
await import('../chaos/run.ts')
