// `npm run dev`: the server from source. Reloads changed pages in the browser, restarts on changed server code.
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, runTool, step } from './steps/step.mjs'
import { buildWidget } from './steps/widget.mjs'

await main('Development', async () => {
  await ensureInstalled()
  await ensureGenerated()
  // Built once: pages of other sites are not reloaded when the widget changes.
  await step('Building the widget', () => buildWidget('development'))
  const env = { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }
  await runTool('tsx/dist/cli.mjs', ['watch', '--clear-screen=false', 'main.ts'], { env, show: true })
})
