import { useSyncExternalStore } from 'react'

/** This page's host with its port; `null` on the server and while hydrating. */
export function useOwnHost(): string | null {
  return useSyncExternalStore(
    () => () => {},
    () => location.host,
    () => null,
  )
}
