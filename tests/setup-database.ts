import { afterAll, inject, vi } from 'vitest'
import { endFakes } from './end-fakes'
import { rememberSecret } from './log-scan'
import { deriveKeysOnce } from './password-hashes'

// Before any module of ours is loaded: each worker has a database of its own, and no test sees this machine's data.
process.env.DATABASE_URL = `${inject('workerDatabaseUrl')}${process.env.VITEST_POOL_ID}`

rememberSecret(new URL(process.env.DATABASE_URL).password)

deriveKeysOnce()
vi.mock('better-auth/crypto', async (importActual) => {
  const actual = await importActual<typeof import('better-auth/crypto')>()
  const { hashEachOnce } = await import('./password-hashes')
  return { ...actual, hashPassword: hashEachOnce(actual.hashPassword) }
})

/**
 * The files share a process, which loads packages once, but each file loads our modules again: what these remember, such as
 * settings, limits and connections, ends with the file. Hooks run in reverse order, so this one comes after the file's.
 */
afterAll(async () => {
  endFakes()
  const { closeDatabase, pool } = await import('@/server/database/db')
  if (!pool.ended) await closeDatabase()
  forgetProcessWide()
  vi.resetModules()
})

/** Forgets what `processWide` keeps outside the modules. */
function forgetProcessWide(): void {
  const registry = globalThis as { [key: symbol]: unknown }
  for (const key of Object.getOwnPropertySymbols(registry))
    if (Symbol.keyFor(key)?.startsWith('porchlight:')) delete registry[key]
}
