import { createInterface } from 'node:readline/promises'
import { StartUpError } from '@/process/start-up-error'
import { CommandError } from './command-error'
import { visitorsCommand } from './visitors-command'
import { withDatabase } from './with-database'

const terminal = {
  isInteractive: process.stdin.isTTY && process.stdout.isTTY,
  say: (line: string) => console.log(line),
  async ask(question: string) {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    try {
      return await lines.question(question)
    } finally {
      lines.close()
    }
  },
}

withDatabase(() => visitorsCommand(process.argv.slice(2), terminal)).catch((error) => {
  console.error(error instanceof StartUpError || error instanceof CommandError ? error.message : error)
  process.exitCode = 1
})
