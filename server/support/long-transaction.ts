import { isDeadlock } from '@/server/database-errors'
import { inTransaction, type Transaction } from '@/server/db'

/** Years of somebody's messages may go in one transaction, which must not fail halfway. */
const TIMEOUT_MS = 60_000

/**
 * Runs `work` in a transaction that may take a minute. Whoever holds much may need what others hold, and they what it
 * holds: when the database breaks such a tie against it, it is repeated once.
 */
export async function inLongTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const run = () => inTransaction(work, { timeoutMs: TIMEOUT_MS })
  return run().catch((error) => {
    if (!isDeadlock(error)) throw error
    return run()
  })
}
