// `npm run fuzz -- --seconds 600`: random requests and frames against the whole product. FUZZ_SEED=1 starts with that seed.
import { parseArgs } from 'node:util'
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, runTool } from './steps/step.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })

await main('The fuzz run', async () => {
  if (!/^\d+$/.test(values.seconds)) throw new Error('--seconds must be a whole number')
  await ensureInstalled()
  await ensureGenerated()
  const env = { FUZZ_SECONDS: values.seconds }
  await runTool('vitest/vitest.mjs', ['run', 'tests/fuzz'], { show: true, env })
})
