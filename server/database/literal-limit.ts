import { DEFAULT_PAGE_SIZE, INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import { Prisma } from '../../generated/prisma/client'

const PAGE_SIZES = [...new Set([INBOX_PAGE_SIZE, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE])].sort((a, b) => a - b)

/**
 * How many rows a prepared statement reads for a page of `pageSize`, at least one more than that: written out in its
 * text, because PostgreSQL guesses a limit that is a value to be a tenth of the table, and plans anew at every call.
 * There are few sizes, because each makes another shape of the statement.
 */
export function literalLimit(pageSize: number): Prisma.Sql {
  const size = PAGE_SIZES.find((one) => pageSize <= one) ?? pageSize
  return Prisma.raw(String(size + 1))
}
