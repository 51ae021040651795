// `npm run bench`: compares with a bare server that does the same job, in the same run. Arguments select workloads by name.
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
