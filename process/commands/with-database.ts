import { prepareDatabase } from '@/process/postgres/database'
import { loadSettings } from '@/process/settings'
import { closeDatabase } from '@/server/database/db'
import { provideEnv } from '@/server/settings/env'

/**
 * Runs `work` over the database that `npm start` uses, whether that runs or not. For commands; the log keeps to warnings.
 *
 * @throws StartUpError when there is no database to be had
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
