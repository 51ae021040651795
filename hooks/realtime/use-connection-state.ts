import type * as Ably from 'ably'
import { useCallback, useSyncExternalStore } from 'react'
import { useAblyClient } from './use-ably-client'

/** The state of the realtime connection; `initialized` while there is no client. */
export function useConnectionState(): Ably.ConnectionState {
  const client = useAblyClient()
  const subscribe = useCallback(
    (changed: () => void) => {
      client?.connection.on(changed)
      return () => client?.connection.off(changed)
    },
    [client],
  )
  return useSyncExternalStore(
    subscribe,
    () => client?.connection.state ?? 'initialized',
    () => 'initialized',
  )
}
