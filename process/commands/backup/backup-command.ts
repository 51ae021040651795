import path from 'node:path'
import { parseArgs } from 'node:util'
import { whyNot } from '@/process/postgres/data-folder'
import { openDatabase } from '@/process/postgres/database'
import { loadSettings } from '@/process/settings'
import { StartUpError } from '@/process/start-up-error'
import { backUp } from './backup'
import { runCommand } from './run-command'

const USAGE = 'npm run backup -- [--output <file>] [--without-secrets]'

runCommand(async () => {
  const { output, withSecrets } = readArguments()
  const database = await openDatabase(loadSettings())
  try {
    const { rows, tables, bytes } = await backUp(database.url, output, { withSecrets }).catch((error) => {
      const { syscall, code } = error as NodeJS.ErrnoException
      if (syscall === undefined) throw error
      const reason = code === 'ENOENT' ? 'the folder does not exist' : whyNot(error)
      throw new StartUpError(`${output} cannot be written: ${reason}`)
    })
    console.log(`Backed up ${rows} rows of ${tables} tables to ${output} (${(bytes / 1e6).toFixed(1)} MB).`)
    console.log(
      withSecrets
        ? 'It contains every conversation and the keys that sign cookies: keep it where no one else can read it.'
        : 'It contains every conversation, but not the keys that sign cookies: after a restore, agents sign in again.',
    )
  } finally {
    await database.stop()
  }
})

/** npm runs scripts in the project's folder and sets INIT_CWD to the caller's. */
function readArguments(): { output: string; withSecrets: boolean } {
  try {
    const { values } = parseArgs({
      options: { output: { type: 'string' }, 'without-secrets': { type: 'boolean', default: false } },
    })
    const name = `porchlight-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.tar.gz`
    const output = path.resolve(process.env.INIT_CWD ?? '.', values.output ?? name)
    return { output, withSecrets: !values['without-secrets'] }
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${USAGE}`)
  }
}
