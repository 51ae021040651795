import { useCallback } from 'react'
import { awayFlag } from '@/client/alerts/availability-choice'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'

/** What the agent says about being available. */
export function useSaysAway(agentId: string): [saysAway: boolean, say: (isAway: boolean) => void] {
  const flag = awayFlag(agentId)
  const isAway = useStoredFlag(flag)
  const say = useCallback((value: boolean) => flag.set(value), [flag])
  return [isAway === true, say]
}

/**
 * Whether visitors may count on the agent: they do not say that they are away. A page in the background counts, because it tells
 * them of messages; one that is closed or asleep is no longer present.
 */
export function useIsAvailable(agentId: string): boolean {
  // Do not announce the agent before the stored choice "away" has been read.
  const isAway = useStoredFlag(awayFlag(agentId)) ?? true
  return !isAway
}
