import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '../generated/prisma/client'
import { env } from './env'
import { failPoint } from './fail-point'
import { log } from './logger'
import { processWide } from './process-wide'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 5_000

/** Learns the address when it connects: modules are loaded, by the build too, before there is a database. */
class LateClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionString: env().DATABASE_URL })
  }
}

/** The connections that Prisma and the few hand-written statements share. */
export const pool = processWide('pool', () => {
  const created = new pg.Pool({
    Client: LateClient,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // Prisma hands times over without their zone.
    options: '-c TimeZone=UTC',
  })
  // A connection that breaks while idle is replaced at the next query; unheard, it would end the process.
  created.on('error', (error) => log.database.warn({ error }, 'an idle connection was lost'))
  return created
})

export const db = processWide('db', () => new PrismaClient({ adapter: new PrismaPg(pool) }))

declare const insideTransaction: unique symbol

/** A client bound to an open transaction. Branded, because `db` has the same shape and would commit on its own. */
export type Transaction = Prisma.TransactionClient & { readonly [insideTransaction]: true }

/**
 * Runs `work` in one transaction: it commits when `work` resolves and rolls back when it throws.
 *
 * @param timeoutMs how long it and each of its statements may take, where the usual five seconds are not enough
 */
export function inTransaction<Result>(
  work: (tx: Transaction) => Promise<Result>,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<Result> {
  return db.$transaction(
    async (tx) => {
      if (timeoutMs !== undefined)
        await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(timeoutMs)}, TRUE)`
      const result = await work(tx as Transaction)
      failPoint('before_commit')
      return result
    },
    { maxWait: CONNECT_TIMEOUT_MS, timeout: timeoutMs ?? STATEMENT_TIMEOUT_MS },
  )
}

/**
 * Runs a hand-written statement that every connection prepares once, under `name`: less than half the cost of the same
 * through Prisma. For the few calls that a chat makes all the time. PostgreSQL's `bigint` arrives as text.
 */
export async function queryPrepared<Row extends object>(name: string, statement: Prisma.Sql): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name, text: statement.text, values: statement.values })
  return rows
}

/** Ends all connections. For the end of the process. */
export async function closeDatabase(): Promise<void> {
  await db.$disconnect()
  await pool.end()
}

/** The address of the database, for those who need a connection of their own. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (url === undefined) throw new Error('DATABASE_URL is not set: start with `npm start`')
  return url
}
