import type { Transaction } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import type { Viewer } from '@/server/policy/viewer'

/** Names that readers would take for the team itself. */
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
 * Keeps visitors from using the name of the team or of an agent, regardless of spacing, capitalization or Unicode composition.
 * Lookalike letters of other alphabets are not compared, because messages also show their side. Agents may enter any name.
 *
 * @param param the field of the request that contains the name
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

/** A form in which names that look the same are equal: letters and digits, in one composition and case. */
function skeletonOf(name: string): string {
  // Upper case first, which turns `ß` into `SS`; lower case alone would keep it.
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  return folded.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
