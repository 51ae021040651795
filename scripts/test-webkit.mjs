// `npm run test:webkit`: the tag in WebKitGTK, from question to answer, on a virtual display.
import './steps/check-node.mjs'
import { ensureWebKit } from './steps/browser.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main, run } from './steps/step.mjs'

await main('Testing in WebKit', async () => {
  await ensureInstalled()
  await ensureGenerated()
  await ensureWebKit()
  await ensureBuilt()
  const playwright = [process.execPath, 'node_modules/@playwright/test/cli.js', 'test']
  const config = ['--config', 'playwright.webkit.config.ts', ...process.argv.slice(2)]
  await run('xvfb-run', ['--auto-servernum', ...playwright, ...config], { show: true })
})
