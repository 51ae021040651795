import type { Transaction } from '@/server/database/db'

/** Reassigns all of a visitor's entries to another one. Numbers and times do not change. */
export async function moveAuthorship(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.$executeRaw`UPDATE message SET sender_id = ${toId}::uuid WHERE sender_id = ${fromId}::uuid`
}
