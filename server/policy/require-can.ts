import { type Action, type Facts, refusalOf } from '@/contract/policy'
import { SupportError } from '@/server/errors'
import type { Viewer } from './viewer'

/**
 * Enforces `contract/policy.ts`. If no facts are needed, call it before any query, so that errors reveal nothing.
 *
 * @param param the field of the request that requires the permission, if there is exactly one
 * @throws SupportError `blocked`, or `forbidden` with the field's name
 */
export function requireCan(viewer: Viewer, action: Action, facts?: Facts, param?: string): void {
  const refusal = refusalOf(viewer, action, facts)
  if (refusal === 'blocked') throw new SupportError(refusal)
  if (refusal !== null) throw new SupportError(refusal, { param })
}
