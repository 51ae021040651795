import { randomBytes } from 'node:crypto'
import { withDatabase } from '@/process/commands/with-database'
import { StartUpError } from '@/process/start-up-error'
import { agents } from './seed/cast'
import { dialogues } from './seed/dialogues'
import { fillDatabase } from './seed/fill'

/** Fills the database that `npm start` uses, whether or not it is running. */
async function seed(): Promise<void> {
  await withDatabase(async ({ ADMIN_PASSWORD }) => {
    const password = ADMIN_PASSWORD ?? randomBytes(9).toString('base64url')
    await fillDatabase({ now: new Date(), password })
    const emails = agents.map(({ email }) => email)
    console.log(`Added ${dialogues.length} conversations. Sign in as ${emails.join(', ')} with: ${password}`)
  })
}

seed().catch((error) => {
  const isExpected = error instanceof StartUpError || error?.name === 'NotEmptyError'
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
