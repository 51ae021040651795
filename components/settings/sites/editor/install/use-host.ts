import { useSyncExternalStore } from 'react'

/** The address that pages load the chat from; `null` in the first picture where the settings do not name it. */
export function useHost(publicUrl: string | null): string | null {
  const ownOrigin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => null,
  )
  return publicUrl ?? ownOrigin
}

function never(): () => void {
  return () => {}
}
