// `npm run realtime`: the standalone realtime server. See `npm run realtime -- --help`.
import './steps/check-node.mjs'
import { bundle } from './steps/bundle.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('Starting the realtime server', async () => {
  await ensureInstalled()
  await bundle('realtime-server/standalone.ts', 'dist/realtime.mjs')
})

process.setSourceMapsEnabled(true)
await import('../dist/realtime.mjs')
