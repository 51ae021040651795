import { randomFillSync } from 'node:crypto'

/** Random bytes, fetched in bulk: a system call per id would dominate the cost of making ids. */
const pool = Buffer.allocUnsafe(4_096)
let used = pool.length

/** Random bytes as URL-safe characters. For ids only, not for secrets. */
export function randomText(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.toString('base64url', used - bytes, used)
}
