import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'

/** What readers take for the team itself. */
const OF_THE_TEAM = new Set(
  [
    'Admin',
    'Administrator',
    'Agent',
    'Customer Service',
    'Customer Support',
    'Help Desk',
    'Moderator',
    'Porchlight',
    'Staff',
    'Support',
    'Support Agent',
    'Support Team',
    'System',
    'Team',
  ].map(skeletonOf),
)

/**
 * Keeps visitors from calling themselves as the team or one of its agents do, however it is spaced, spelled in capitals or
 * composed. Letters of other alphabets that look alike are not compared: who speaks is told by the side. Agents may write down
 * any name.
 *
 * @param param the field of the request that holds it
 * @throws SupportError `name_reserved`
 */
export async function requireFreeName(
  tx: Transaction,
  viewer: Viewer,
  name: string | null | undefined,
  param = 'visitor.name',
): Promise<void> {
  if (viewer.side === 'agent' || name == null) return
  const wanted = skeletonOf(name)
  const team = await tx.user.findMany({ where: { role: { not: 'VISITOR' } }, select: { name: true } })
  const isTaken = OF_THE_TEAM.has(wanted) || team.some((agent) => wanted === skeletonOf(agent.name ?? ''))
  if (isTaken) throw new SupportError('name_reserved', { param })
}

/** What two names have in common that a reader takes for the same: letters and digits, in one form and case. */
function skeletonOf(name: string): string {
  // Upper case first: it makes `ss` of `ß`, where lower case alone leaves it.
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  return folded.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
