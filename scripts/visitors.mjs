// `npm run visitors`: exports or erases a visitor's data.
import { runCommand } from './steps/command.mjs'

await runCommand('process/commands/visitors.ts')
