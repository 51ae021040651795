import type { Side } from '@/contract/log/message'
import type { Side as DatabaseSide } from '../../generated/prisma/client'

/** A side as the wire spells it. */
export function presentSide(side: DatabaseSide): Side {
  return side === 'VISITOR' ? 'visitor' : 'agent'
}
