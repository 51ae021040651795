// `npm run bench`: measures against a bare server of the same job, in the same run. Names of workloads choose some.
import './steps/check-node.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('The benchmark', async () => {
  await ensureInstalled()
  await ensureGenerated()
  await ensureBuilt()
})

process.env.LOG_LEVEL ??= 'error'
const { register } = await import('tsx/esm/api')
register()
await import('../bench/run.ts')
