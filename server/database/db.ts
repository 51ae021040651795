import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { failPoint } from '@/server/fail-point'
import { log } from '@/server/logger'
import { processWide } from '@/server/process-wide'
import { type Prisma, PrismaClient } from '../../generated/prisma/client'
import { ImpatientClient } from './impatient-client'

/** Exceeds the concurrency limit of `server/http/limits/admission.ts`, because pages, sign-ins and housekeeping need some too. */
const POOL_SIZE = 24

/** Longer than this process ever blocks its event loop, so that a connection opened meanwhile does not time out. */
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 5_000

/** A statement that waits longer than this for a row lock only wastes a connection. */
const LOCK_TIMEOUT_MS = 3_000

/** For the few long transactions, which must not block everything else. */
const LONG_POOL_SIZE = 2
const LONG_STATEMENT_TIMEOUT_MS = 60_000
const LONG_LOCK_TIMEOUT_MS = 20_000

const usual = { statementTimeoutMs: STATEMENT_TIMEOUT_MS, lockTimeoutMs: LOCK_TIMEOUT_MS }

/** Creates a separate connection pool for one part of the process. The caller ends it. */
export function createPool(max: number, { statementTimeoutMs, lockTimeoutMs } = usual): pg.Pool {
  const created = new pg.Pool({
    Client: ImpatientClient as typeof pg.Client,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    // Prisma passes times without a time zone. Poolers are configured to accept `options`, and no other parameter.
    options: `-c TimeZone=UTC -c lock_timeout=${lockTimeoutMs}`,
  })
  // An idle connection that breaks is replaced at the next query. Without a handler, the error would crash the process.
  created.on('error', (error) => log.database.warn({ error }, 'lost an idle connection'))
  return created
}

/** The connections shared by Prisma and hand-written statements. */
export const pool = processWide('pool', () => createPool(POOL_SIZE))

export const db = processWide('db', () => new PrismaClient({ adapter: new PrismaPg(pool) }))

const longPool = processWide('long-pool', () =>
  createPool(LONG_POOL_SIZE, {
    statementTimeoutMs: LONG_STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: LONG_LOCK_TIMEOUT_MS,
  }),
)
const longDb = processWide('long-db', () => new PrismaClient({ adapter: new PrismaPg(longPool) }))

declare const insideTransaction: unique symbol

/** A client bound to an open transaction. Branded, because `db` has the same shape and would commit on its own. */
export type Transaction = Prisma.TransactionClient & { readonly [insideTransaction]: true }

/**
 * Runs `work` in a transaction, which commits when `work` resolves and rolls back when it throws. To record events, use
 * `inTransaction` of `server/events`.
 *
 * @param isLong whether it and each statement may take a minute instead of the usual five seconds
 */
export function transact<Result>(
  work: (tx: Transaction) => Promise<Result>,
  { isLong = false }: { isLong?: boolean } = {},
): Promise<Result> {
  return (isLong ? longDb : db).$transaction(
    async (tx) => {
      const result = await work(tx as Transaction)
      failPoint('before_commit')
      return result
    },
    { maxWait: CONNECT_TIMEOUT_MS, timeout: isLong ? LONG_STATEMENT_TIMEOUT_MS : STATEMENT_TIMEOUT_MS },
  )
}

/**
 * Runs a hand-written statement that is prepared once per connection, at less than half the cost of going through Prisma. For
 * the few calls that a chat makes all the time. PostgreSQL's `bigint` arrives as a string.
 *
 * @param name its purpose, as shown in PostgreSQL's statistics. A statement with varying text is prepared in each shape, up to
 *   {@link MAX_SHAPES}; further shapes run unprepared
 */
export async function queryPrepared<Row extends object>(name: string, statement: Prisma.Sql): Promise<Row[]> {
  const { text, values } = statement
  const { rows } = await pool.query<Row>({ ...prepared(name, text), text, values })
  return rows
}

/** Each connection keeps a plan of up to 300 kB per shape, and callers can choose among many shapes. */
const MAX_SHAPES = 16

/** Prepared shapes and their statement names, by purpose. */
const shapes = new Map<string, Map<string, string>>()

function prepared(name: string, text: string): { name?: string } {
  const known = shapes.get(name) ?? new Map<string, string>()
  shapes.set(name, known)
  if (!known.has(text) && known.size < MAX_SHAPES) known.set(text, `${name}-${hashOf(text)}`)
  const shape = known.get(text)
  return shape === undefined ? {} : { name: shape }
}

/** Not a counter: Next.js loads this module again, and both copies share the connections. See `processWide`. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** Closes all connections. For shutdown. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([db.$disconnect(), longDb.$disconnect()])
  await Promise.all([pool.end(), longPool.end()])
}
