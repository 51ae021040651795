// `npm run test:firefox`: every test of the widget in Firefox. `npm run test:firefox -- -g W-48` runs only matching ones.
import './steps/check-node.mjs'
import { ensureFirefox, NO_FIREFOX } from './steps/browser.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, runTool, StepError } from './steps/step.mjs'

await main('Testing in Firefox', async () => {
  await ensureInstalled()
  await ensureGenerated()
  if (!(await ensureFirefox())) throw new StepError(NO_FIREFOX)
  await ensureBuilt()
  const config = ['--config', 'playwright.firefox.config.ts']
  await runTool('@playwright/test/cli.js', ['test', ...config, ...process.argv.slice(2)], { show: true })
})
