import { randomBytes } from 'node:crypto'
import { db } from '@/server/database/db'
import { readSecretFile, removeSecretFile } from './postgres/data-folder'

const NAMES = ['auth', 'realtime-server-key', 'realtime-browser-key', 'realtime-connections'] as const

/** The keys that sign cookies and realtime tokens unless the settings provide one. */
export type Secrets = Record<(typeof NAMES)[number], string>

/**
 * This database's secrets, shared by all its processes: 32 random bytes each, base64url, generated on the first call. Versions
 * before 0.2 kept them in the data folder; those are moved into the database, so that the update signs no one out.
 *
 * @throws StartUpError if a secret's file cannot be read
 */
export async function readOrCreateSecrets(): Promise<Secrets> {
  const stored = new Map((await db.secret.findMany()).map(({ name, value }) => [name, value]))
  const missing = NAMES.filter((name) => !stored.has(name))
  if (missing.length > 0) {
    const data = missing.map((name) => ({ name, value: readSecretFile(name) ?? newSecret() }))
    // If another process does the same, the first one wins, for both.
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
  throw new Error(`The secret ${name} was just deleted from the database`)
}
