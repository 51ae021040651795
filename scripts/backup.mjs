// `npm run backup`: writes everything the database holds into one file, whether Porchlight runs or not.
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
await import('../process/commands/backup/backup-command.ts')
