import { accessSync, constants, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { realtimeStateFile, whyNot } from '@/process/postgres/data-folder'
import { openDatabase } from '@/process/postgres/database'
import { loadSettings } from '@/process/settings'
import { StartUpError } from '@/process/start-up-error'
import { restore } from './restore'
import { runCommand } from './run-command'

const USAGE = 'npm run restore -- <file>'

runCommand(async () => {
  const file = readArguments()
  const database = await openDatabase(loadSettings())
  try {
    const { rows, tables, createdAt } = await restore(database.url, file)
    // State that a stopped realtime server saved, which belongs to another history now.
    rmSync(realtimeStateFile(), { force: true })
    console.log(`Restored ${rows} rows of ${tables} tables as of ${createdAt}, and verified every table.`)
    console.log('Start Porchlight: every browser will discard its cached data and reload.')
  } finally {
    await database.stop()
  }
})

function readArguments(): string {
  let given: string[]
  try {
    given = parseArgs({ allowPositionals: true }).positionals
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${USAGE}`)
  }
  const [name, ...others] = given
  if (name === undefined || others.length > 0) throw new StartUpError(`Name the backup file.\n\n${USAGE}`)
  const file = path.resolve(process.env.INIT_CWD ?? '.', name)
  try {
    accessSync(file, constants.R_OK)
    return file
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new StartUpError(
      isMissing ? `The file ${file} does not exist` : `${file} cannot be read: ${whyNot(error)}`,
    )
  }
}
