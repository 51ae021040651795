import { pool } from '@/server/database/db'

/** A statement as `pg` takes it. */
export type Statement = { name?: string; text: string; values: unknown[] }

/**
 * The statement that `work` would ask the database for. It is not asked: the answer to it is an error, which ends `work`.
 * So what is compared with the product is the product's very text, whatever becomes of it.
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
  if (statement === undefined) throw new Error('no statement was asked')
  return statement
}
