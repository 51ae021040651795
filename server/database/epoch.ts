import { db } from './db'

/**
 * Marks that history has changed because a backup was restored: browsers may have cached messages that this database never had,
 * with numbers that it will assign again.
 */
export async function beginEpoch(): Promise<string> {
  const { epoch } = await db.installation.update({
    where: { id: 1 },
    data: { epoch: crypto.randomUUID() },
    select: { epoch: true },
  })
  return epoch
}
