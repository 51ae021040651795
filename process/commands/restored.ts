import { StartUpError } from '@/process/start-up-error'
import { beginEpoch } from '@/server/database/epoch'
import { withDatabase } from './with-database'

/** The command to run after restoring a backup with other tools. */
withDatabase(beginEpoch).then(
  () => console.log('Every browser will discard its cached data and reload.'),
  (error) => {
    console.error(error instanceof StartUpError ? error.message : error)
    process.exitCode = 1
  },
)
