import { db } from './db'

/**
 * Says that history itself has changed, because a backup was restored: browsers may hold messages that this database has
 * never seen, under numbers that it will give out again.
 */
export async function beginEpoch(): Promise<string> {
  const { epoch } = await db.installation.update({
    where: { id: 1 },
    data: { epoch: crypto.randomUUID() },
    select: { epoch: true },
  })
  return epoch
}
