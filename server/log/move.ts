import type { Transaction } from '@/server/database/db'

/** Makes another visitor the author of all that this one wrote and did, with the same numbers and times. */
export async function moveAuthorship(tx: Transaction, fromId: string, toId: string): Promise<void> {
  await tx.$executeRaw`UPDATE message SET sender_id = ${toId}::uuid WHERE sender_id = ${fromId}::uuid`
}
