import { inTransaction, type Transaction } from './db'
import { isDeadlock } from './errors'

/**
 * Runs `work` in a transaction that may take a minute: years of somebody's messages may go in one, which must not fail
 * halfway. A transaction that holds much may need what others hold, and they what it
 * holds: when the database breaks such a tie against it, it is repeated once.
 */
export async function inLongTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const run = () => inTransaction(work, { isLong: true })
  return run().catch((error) => {
    if (!isDeadlock(error)) throw error
    return run()
  })
}
