import { type Action, type Facts, refusalOf } from '@/contract/policy'
import { SupportError } from '@/server/errors'
import type { Viewer } from './viewer'

/**
 * Refuses what `contract/policy.ts` does not allow. If no facts are needed, call it before looking anything up, so that the error
 * reveals nothing.
 *
 * @param param the field of the request that asks for it, when it is one field
 * @throws SupportError `blocked`, or `forbidden`, which names the field
 */
export function requireCan(viewer: Viewer, action: Action, facts?: Facts, param?: string): void {
  const refusal = refusalOf(viewer, action, facts)
  if (refusal === 'blocked') throw new SupportError(refusal)
  if (refusal !== null) throw new SupportError(refusal, { param })
}
