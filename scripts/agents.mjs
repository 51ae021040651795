// `npm run agents`: lists agents, resets a password, ends sessions.
import { runCommand } from './steps/command.mjs'

await runCommand('process/commands/agents.ts')
