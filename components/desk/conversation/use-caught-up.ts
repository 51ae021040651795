import { useState } from 'react'

/**
 * Whether the log has caught up with the list since it was opened. A reopened conversation shows its cached entries first and then
 * loads the rest; what arrives until then is new to the agent and belongs below the "New" line.
 *
 * @param isLoaded whether the log has loaded at all
 * @param isBehind whether the list already knows of later entries
 */
export function useCaughtUp({ isLoaded, isBehind }: { isLoaded: boolean; isBehind: boolean }): boolean {
  const [wasComplete, setWasComplete] = useState(false)
  const isComplete = wasComplete || (isLoaded && !isBehind)
  if (isComplete && !wasComplete) setWasComplete(true)
  return isLoaded && isComplete
}
