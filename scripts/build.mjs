// `npm run build`: everything that `npm start` does before it serves.
import './steps/check-node.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('Building Porchlight', async () => {
  await ensureInstalled()
  await ensureGenerated()
  await ensureBuilt()
})
