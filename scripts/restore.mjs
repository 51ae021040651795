// `npm run restore`: fills an empty database from a backup file.
import './steps/check-node.mjs'
import { ensureGenerated } from './steps/generate.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('Getting ready', async () => {
  await ensureInstalled()
  await ensureGenerated()
})

const { register } = await import('tsx/esm/api')
register()
await import('../process/commands/backup/restore-command.ts')
