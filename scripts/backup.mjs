// `npm run backup`: writes the whole database to one file, whether Porchlight is running or not.
import { runCommand } from './steps/command.mjs'

await runCommand('process/commands/backup/backup-command.ts')
