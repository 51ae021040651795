import type { PageQuery } from '@/contract/http/page'
import type { AuditPage } from '@/contract/people/audit'
import { db } from '@/server/database/db'
import { requireCan } from '@/server/policy/require-can'
import type { Viewer } from '@/server/policy/viewer'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Who did what, newest first, with the names that people and sites have today. Who was erased has none.
 *
 * @throws SupportError `forbidden` for everyone but admins
 */
export async function listAudit(viewer: Viewer, { cursor, limit }: PageQuery): Promise<AuditPage> {
  requireCan(viewer, 'see_audit')
  const rows = await db.auditEntry.findMany({
    where: cursor === undefined ? {} : { id: { lt: BigInt(cursor) } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const entries = rows.slice(0, limit)
  const names = await namesOf(entries.flatMap(({ actorId, subjectId }) => [actorId, subjectId]))
  const hasMore = rows.length > limit

  return {
    data: entries.map(({ id, at, actorId, action, subjectId }) => ({
      id: String(id),
      at: at.toISOString(),
      actorId,
      actorName: names.get(actorId) ?? null,
      action,
      subjectId,
      subjectName: names.get(subjectId) ?? null,
    })),
    nextCursor: hasMore ? String(entries.at(-1)?.id) : null,
    hasMore,
  }
}

/** Ids of invitations are in neither table: an invitation has no name. */
async function namesOf(ids: (string | null)[]): Promise<Map<string | null, string | null>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const [people, sites] = await Promise.all([
    db.user.findMany({
      where: { id: { in: wanted.filter((id) => UUID.test(id)) } },
      select: { id: true, name: true },
    }),
    db.site.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } }),
  ])
  return new Map([...people, ...sites].map(({ id, name }) => [id, name]))
}
