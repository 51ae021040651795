import { pool } from '@/server/database/db'

/** A statement in the form of `pg`. */
export type Statement = { name?: string; text: string; values: unknown[] }

/**
 * The statement that `work` would run. It is not run: an error ends `work` instead. This way the benchmark compares the product
 * with its own SQL, even after that changes.
 */
export async function statementOf(work: () => Promise<unknown>): Promise<Statement> {
  const recorded: Statement[] = []
  const { query } = pool
  pool.query = (async (statement: Statement) => {
    recorded.push(statement)
    throw new Error('recorded')
  }) as unknown as typeof query
  await work().catch(() => {})
  pool.query = query

  const [statement] = recorded
  if (statement === undefined) throw new Error('no statement was run')
  return statement
}
