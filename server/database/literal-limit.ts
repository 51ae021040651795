import { DEFAULT_PAGE_SIZE, INBOX_PAGE_SIZE, MAX_PAGE_SIZE } from '@/contract/limits'
import { Prisma } from '../../generated/prisma/client'

const PAGE_SIZES = [...new Set([INBOX_PAGE_SIZE, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE])].sort((a, b) => a - b)

/**
 * The LIMIT of a prepared statement for a page of `pageSize`: at least one more than that. A literal, because PostgreSQL
 * estimates a parameterized limit as a tenth of the table and replans on every call. Rounded up to a few sizes, because each is
 * another shape of the statement.
 */
export function literalLimit(pageSize: number): Prisma.Sql {
  const size = PAGE_SIZES.find((one) => pageSize <= one) ?? pageSize
  return Prisma.raw(String(size + 1))
}
