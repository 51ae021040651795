import { StartUpError } from '@/process/start-up-error'
import { agentsCommand } from './agents-command'
import { CommandError } from './command-error'
import { withDatabase } from './with-database'

withDatabase(() => agentsCommand(process.argv.slice(2), (line) => console.log(line))).catch((error) => {
  console.error(error instanceof StartUpError || error instanceof CommandError ? error.message : error)
  process.exitCode = 1
})
