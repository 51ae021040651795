import path from 'node:path'
import { bundle } from './bundle.mjs'

/** The source files of the product's commands. */
export const COMMANDS = [
  'process/commands/agents.ts',
  'process/commands/backup/backup-command.ts',
  'process/commands/backup/restore-command.ts',
  'process/commands/restored.ts',
  'process/commands/visitors.ts',
  'prisma/seed.ts',
]

/** Where a command's bundle is, relative to the project. */
export function bundleOf(command) {
  return `dist/commands/${path.basename(command, '.ts')}.mjs`
}

/** Bundles a command, because compiling its sources file by file at each run takes three times as long. */
export async function bundleCommand(command) {
  await bundle(command, bundleOf(command))
}
