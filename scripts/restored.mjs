// `npm run restored`: after a restore, makes browsers discard what they stored since the backup.
import { runCommand } from './steps/command.mjs'

await runCommand('process/commands/restored.ts')
