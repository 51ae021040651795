import { useState } from 'react'

/**
 * Whether the log has caught up with the list since it was opened. A conversation that is opened again first shows what was cached
 * and then loads the rest. What arrives before it has caught up belongs below the line "New".
 *
 * @param isLoaded whether there is anything to show
 * @param isBehind whether the list knows of entries that the log does not have
 */
export function useFirstPicture({ isLoaded, isBehind }: { isLoaded: boolean; isBehind: boolean }): boolean {
  const [wasComplete, setWasComplete] = useState(false)
  const isComplete = wasComplete || (isLoaded && !isBehind)
  if (isComplete && !wasComplete) setWasComplete(true)
  return isLoaded && isComplete
}
