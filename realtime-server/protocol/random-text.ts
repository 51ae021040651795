import { randomFillSync } from 'node:crypto'

/** Filled now and then: asked for each id, the system would take longer than everything else about it. */
const pool = Buffer.allocUnsafe(4_096)
let used = pool.length

/** So many random bytes, as letters that can stand in URLs. For ids: what must stay secret has another source. */
export function randomText(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.toString('base64url', used - bytes, used)
}
