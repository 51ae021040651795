// `npm run dev`: the server from its sources. Changed pages are replaced in the browser, changed server code restarts it.
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, runTool, step } from './steps/step.mjs'
import { buildWidget } from './steps/widget.mjs'

await main('Development', async () => {
  await ensureInstalled()
  await ensureGenerated()
  // As it is now: pages of other sites are not reloaded when it changes.
  await step('Building the widget', () => buildWidget('development'))
  const env = { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }
  await runTool('tsx/dist/cli.mjs', ['watch', '--clear-screen=false', 'main.ts'], { env, show: true })
})
