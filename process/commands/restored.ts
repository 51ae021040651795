import { StartUpError } from '@/process/start-up-error'
import { beginEpoch } from '@/server/database/epoch'
import { withDatabase } from './with-database'

/** The command to run after a backup was restored. */
withDatabase(beginEpoch).then(
  () => console.log('Every browser will forget what it holds and load this database anew.'),
  (error) => {
    console.error(error instanceof StartUpError ? error.message : error)
    process.exitCode = 1
  },
)
