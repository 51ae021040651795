import { StartUpError } from '@/process/start-up-error'

/** Runs a command. Prints one sentence for a failure that the operator can fix, and a stack trace for any other. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error) => {
    console.error(error instanceof StartUpError ? error.message : error)
    process.exitCode = 1
  })
}
