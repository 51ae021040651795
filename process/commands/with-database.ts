import { prepareDatabase } from '@/process/postgres/database'
import { loadSettings } from '@/process/settings'
import { closeDatabase } from '@/server/database/db'
import { provideEnv } from '@/server/settings/env'

/**
 * Runs a command's `work` on the database that `npm start` uses, whether or not that is running. Logs only warnings and errors.
 *
 * @throws StartUpError if the database cannot be prepared
 */
export async function withDatabase<Result>(
  work: (settings: ReturnType<typeof loadSettings>) => Promise<Result>,
): Promise<Result> {
  const settings = loadSettings()
  const database = await prepareDatabase(settings)
  provideEnv({ ...settings, LOG_LEVEL: 'warn', DATABASE_URL: database.url })
  try {
    return await work(settings)
  } finally {
    await closeDatabase()
    await database.stop()
  }
}
