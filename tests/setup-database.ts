import { inject, vi } from 'vitest'
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
