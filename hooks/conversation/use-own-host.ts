import { useSyncExternalStore } from 'react'

/** The host of this page, with its port; `null` on the server and while hydrating. */
export function useOwnHost(): string | null {
  return useSyncExternalStore(
    () => () => {},
    () => location.host,
    () => null,
  )
}
