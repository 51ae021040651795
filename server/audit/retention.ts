import { transact } from '@/server/database/db'

const DAY_MS = 24 * 60 * 60 * 1000

/** Deletes audit entries older than `days`. The only way to delete one. */
export async function forgetOldAudit(days: number, now: Date = new Date()): Promise<void> {
  await transact(async (tx) => {
    await tx.$executeRaw`SELECT set_config('porchlight.audit', 'retention', true)`
    await tx.auditEntry.deleteMany({ where: { at: { lt: new Date(now.getTime() - days * DAY_MS) } } })
  })
}
