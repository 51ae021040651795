import { useState } from 'react'

/**
 * Whether the log has once shown everything that the list knows of: from then on what comes is news. A conversation that is opened
 * again shows what was kept of it at once and asks for the rest; that is no news, and belongs below the line "New".
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
