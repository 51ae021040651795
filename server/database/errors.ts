import { Prisma } from '../../generated/prisma/client'

/** True if a write violated a unique index. */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2002' || code === '23505')
}

/** True if a write failed because a row that it references is missing. */
export function isMissingRow(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2003' || code === 'P2025' || code === '23503')
}

/** True if this transaction was chosen as a deadlock victim. It can simply be retried. */
export function isDeadlock(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2034' || code === '40P01')
}

/**
 * Prisma: unreachable, timed out, closed, no free connection in time; its adapter reports the same by name. PostgreSQL: lock
 * timeouts; classes 08, 53 (including a full disk), 57 (shutdown, timeouts) and 58 (disk failure); and a read-only server, such
 * as a standby before failover. Node.js: socket errors.
 */
const AWAY = new RegExp(
  `^(${[
    'P1001|P1002|P1008|P1017|P2024|P2028',
    'DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError',
    '08...|53...|55P03|57...|58...|25006',
    'E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN)',
  ].join('|')})$`,
)

/** `pg`'s messages for broken connections, which have no code. */
const BROKEN = /Connection terminated|timeout exceeded when trying to connect|is not queryable/i

/** True if the database is unavailable, as opposed to having refused a statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (codesOf(error).some((code) => AWAY.test(code))) return true
  return error instanceof Error && BROKEN.test(error.message)
}

/** The codes along the chain of causes: libraries wrap the database's errors in their own. */
function codesOf(error: unknown): string[] {
  const codes: string[] = []
  let current: unknown = error
  for (let depth = 0; depth < 5 && current instanceof Object; depth += 1) {
    const { code, originalCode, kind, cause, meta } = current as Record<string, unknown>
    for (const found of [code, originalCode, kind]) if (typeof found === 'string') codes.push(found)
    if (current instanceof Prisma.PrismaClientInitializationError && current.errorCode)
      codes.push(current.errorCode)
    current = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  }
  return codes
}
