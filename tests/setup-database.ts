import { inject } from 'vitest'
import { rememberSecret } from './log-scan'

// Before any module of ours is loaded: each worker has a database of its own, and no test sees this machine's data.
process.env.DATABASE_URL = `${inject('workerDatabaseUrl')}${process.env.VITEST_POOL_ID}`

rememberSecret(new URL(process.env.DATABASE_URL).password)
