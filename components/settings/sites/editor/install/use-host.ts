import { useSyncExternalStore } from 'react'

/** The origin that pages load the chat from. If it is not configured, `null` on the server and during hydration. */
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
