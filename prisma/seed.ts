import { randomBytes } from 'node:crypto'
import { prepareDatabase } from '@/process/database'
import { loadSettings } from '@/process/settings'
import { StartUpError } from '@/process/start-up-error'
import { closeDatabase } from '@/server/db'
import { provideEnv } from '@/server/env'
import { agents } from './seed/cast'
import { dialogues } from './seed/dialogues'
import { fillDatabase } from './seed/fill'

/** Fills the database that `npm start` uses, running or not. */
async function seed(): Promise<void> {
  const settings = loadSettings()
  const database = await prepareDatabase(settings)
  provideEnv({ ...settings, DATABASE_URL: database.url })
  try {
    const password = settings.ADMIN_PASSWORD ?? randomBytes(9).toString('base64url')
    await fillDatabase({ now: new Date(), password })
    const emails = agents.map(({ email }) => email)
    console.log(
      `${dialogues.length} conversations are there. Sign in as ${emails.join(', ')} with: ${password}`,
    )
  } finally {
    await closeDatabase()
    await database.stop()
  }
}

seed().catch((error) => {
  const isExpected = error instanceof StartUpError || error?.name === 'NotEmptyError'
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
