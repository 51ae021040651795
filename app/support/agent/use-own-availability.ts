import { useCallback, useSyncExternalStore } from 'react'
import { AWAY_HIDDEN_MS } from '@/client/constants'
import { onAwayChange, sayAway, saysAway } from '@/client/desk/availability-choice'
import { useDelayed } from '@/hooks/use-delayed'
import { useIsPageVisible } from '@/hooks/use-is-page-visible'

/** What the agent says about being available. */
export function useSaysAway(agentId: string): [saysAway: boolean, say: (isAway: boolean) => void] {
  const isAway = useSyncExternalStore(
    onAwayChange,
    () => saysAway(agentId),
    () => false,
  )
  const say = useCallback((value: boolean) => sayAway(agentId, value), [agentId])
  return [isAway, say]
}

/** Whether visitors may count on the agent: they do not say that they are away, and their page is not long out of sight. */
export function useIsAvailable(agentId: string): boolean {
  const [isAway] = useSaysAway(agentId)
  const isForgotten = useDelayed(!useIsPageVisible(), AWAY_HIDDEN_MS)
  return !isAway && !isForgotten
}
