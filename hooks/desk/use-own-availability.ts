import { awayFlag } from '@/client/alerts/availability-choice'
import { useStoredFlag } from '@/hooks/browser/use-stored-flag'

/** Whether the agent is set to "away". The action `toggle-availability` changes it. */
export function useSaysAway(agentId: string): boolean {
  return useStoredFlag(awayFlag(agentId)) === true
}

/**
 * Whether the agent counts as available to visitors: they are not set to "away". A page in the background counts, because it
 * notifies them of messages; a closed or sleeping one is no longer present.
 */
export function useIsAvailable(agentId: string): boolean {
  // Do not announce the agent before the stored choice "away" has been read.
  const isAway = useStoredFlag(awayFlag(agentId)) ?? true
  return !isAway
}
