import { StartUpError } from '@/process/start-up-error'

/** Runs a command to its end. Says in one sentence why it failed, where somebody can do something about it. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error) => {
    console.error(error instanceof StartUpError ? error.message : error)
    process.exitCode = 1
  })
}
