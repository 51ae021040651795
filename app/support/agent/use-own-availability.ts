import { useCallback } from 'react'
import { AWAY_HIDDEN_MS } from '@/client/constants'
import { awayFlag } from '@/client/desk/availability-choice'
import { useDelayed } from '@/hooks/use-delayed'
import { useIsPageVisible } from '@/hooks/use-is-page-visible'
import { useStoredFlag } from '@/hooks/use-stored-flag'

/** What the agent says about being available. */
export function useSaysAway(agentId: string): [saysAway: boolean, say: (isAway: boolean) => void] {
  const flag = awayFlag(agentId)
  const isAway = useStoredFlag(flag)
  const say = useCallback((value: boolean) => flag.set(value), [flag])
  return [isAway === true, say]
}

/** Whether visitors may count on the agent: they do not say that they are away, and their page is not long out of sight. */
export function useIsAvailable(agentId: string): boolean {
  // Do not announce the agent before the stored choice "away" has been read.
  const isAway = useStoredFlag(awayFlag(agentId)) ?? true
  const isForgotten = useDelayed(!useIsPageVisible(), AWAY_HIDDEN_MS)
  return !isAway && !isForgotten
}
