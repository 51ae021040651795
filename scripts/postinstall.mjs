// Runs after a manual `npm ci` or `npm install`.
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { stampInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

stampInstalled()
await main('Setting up', ensureGenerated)
