// `npm start`: prepares what is missing, then becomes the server.
import './steps/check-node.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('Starting Porchlight', async () => {
  await ensureInstalled()
  await ensureGenerated()
  await ensureBuilt()
})

process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
await import('../dist/main.mjs')
