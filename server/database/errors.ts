import { Prisma } from '../../generated/prisma/client'

/** True when a write failed because a row with the same values of a unique index exists. */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2002' || code === '23505')
}

/** True when a write failed because a row that it needs is gone. */
export function isMissingRow(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2003' || code === 'P2025' || code === '23503')
}

/** True when two transactions waited for each other and this one was chosen to give way. It may simply be repeated. */
export function isDeadlock(error: unknown): boolean {
  return codesOf(error).some((code) => code === 'P2034' || code === '40P01')
}

/**
 * Prisma: unreachable, timed out, closed, no connection free in time; its adapter says the same by name. PostgreSQL: a row
 * that somebody else holds for too long, classes 08, 53 (also a full disk), 57 (shutdown, timeouts) and 58 (a disk that fails), and a server that only reads,
 * as a standby does until it has taken over. Node: the socket.
 */
const AWAY = new RegExp(
  `^(${[
    'P1001|P1002|P1008|P1017|P2024|P2028',
    'DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError',
    '08...|53...|55P03|57...|58...|25006',
    'E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN)',
  ].join('|')})$`,
)

/** What `pg` says of a connection that broke, without a code. */
const BROKEN = /Connection terminated|timeout exceeded when trying to connect|is not queryable/i

/** True when the database could not be asked, as opposed to having answered no. */
export function isDatabaseAway(error: unknown): boolean {
  if (codesOf(error).some((code) => AWAY.test(code))) return true
  return error instanceof Error && BROKEN.test(error.message)
}

/** The codes along the chain of causes: libraries wrap the database's own error in theirs. */
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
