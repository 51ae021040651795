import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@/tests/free-port'
import { admin, Porchlight } from './porchlight'
import { announceFolder, placeOf } from './prepared-data'

const run = promisify(execFile)

/**
 * Playwright's global set-up: prepares the data that most tests' products start with, because creating a cluster, migrating and
 * seeding it takes seconds, and a copy almost nothing. Returns the clean-up.
 */
export default async function prepareData(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'porchlight-prepared-'))
  announceFolder(folder)
  const discard = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  // Both must have ended before their folders are deleted.
  const outcomes = await Promise.allSettled([setUp(placeOf('admin')), seed(placeOf('team'))])
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure === undefined) return discard
  await discard()
  throw failure.reason
}

async function setUp(folder: string): Promise<void> {
  await mkdir(folder)
  const settings = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  const porchlight = new Porchlight({ port: await freePort(), dataFolder: folder, settings })
  await porchlight.start()
  await porchlight.stop()
  if (porchlight.isDatabaseRunning()) throw new Error('The database of the prepared data did not stop')
}

/** All of the team have the admin's password. */
async function seed(folder: string): Promise<void> {
  await mkdir(folder)
  const { email, password } = admin
  const settings = { DATABASE_URL: '', DATA_DIR: folder, ADMIN_EMAIL: email, ADMIN_PASSWORD: password }
  await run(process.execPath, ['scripts/seed.mjs'], {
    env: { ...process.env, ...settings, LOG_LEVEL: 'warn' },
  })
}
