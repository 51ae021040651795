// `npm run restore`: fills an empty database from a backup file.
import { runCommand } from './steps/command.mjs'

await runCommand('process/commands/backup/restore-command.ts')
