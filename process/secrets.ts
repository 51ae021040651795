import { randomBytes } from 'node:crypto'
import { db } from '@/server/database/db'
import { readSecretFile, removeSecretFile } from './postgres/data-folder'

const NAMES = ['auth', 'realtime-server-key', 'realtime-browser-key', 'realtime-connections'] as const

/** What signs cookies and realtime tokens where no setting does. */
export type Secrets = Record<(typeof NAMES)[number], string>

/**
 * The secrets of this database, the same for every process on it: 32 random bytes each, base64url, generated at the first
 * call. Versions before 0.2 kept them in the data folder; what is found there moves into the database, so nobody is signed
 * out by the update.
 *
 * @throws when a file that held one cannot be read, or is empty
 */
export async function readOrCreateSecrets(): Promise<Secrets> {
  const stored = new Map((await db.secret.findMany()).map(({ name, value }) => [name, value]))
  const missing = NAMES.filter((name) => !stored.has(name))
  if (missing.length > 0) {
    const data = missing.map((name) => ({ name, value: readSecretFile(name) ?? newSecret() }))
    // Another process may be doing the same: the first one wins, for both.
    await db.secret.createMany({ data, skipDuplicates: true })
    for (const { name, value } of await db.secret.findMany()) stored.set(name, value)
  }
  for (const name of NAMES) if (readSecretFile(name) === stored.get(name)) removeSecretFile(name)
  return Object.fromEntries(NAMES.map((name) => [name, stored.get(name) ?? lost(name)])) as Secrets
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function lost(name: string): never {
  throw new Error(`The secret ${name} was deleted from the database a moment ago`)
}
