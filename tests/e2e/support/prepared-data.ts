import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The folder that holds the prepared data, for Playwright's workers. */
const FOLDER = 'PORCHLIGHT_PREPARED_DATA'

/**
 * What a product's data folder contains at its first start:
 *
 * - `nothing`, as at a user's first start; the settings may name an admin
 * - `admin`: set up, by the admin
 * - `team`: the seed's team and its forty conversations
 */
export type Data = 'nothing' | PreparedData

type PreparedData = 'admin' | 'team'

/** Where Playwright's global set-up prepares the data. */
export function placeOf(data: PreparedData): string {
  const folder = process.env[FOLDER]
  if (folder === undefined) throw new Error('No data is prepared: Playwright’s global set-up has not run')
  return path.join(folder, data)
}

/** Tells the workers where the data is. */
export function announceFolder(folder: string): void {
  process.env[FOLDER] = folder
}

/** Copies the prepared data, with the owner that PostgreSQL insists on, into an empty folder. */
export async function copyPreparedData(data: PreparedData, folder: string): Promise<void> {
  await run('cp', ['-a', `${placeOf(data)}/.`, folder])
}
