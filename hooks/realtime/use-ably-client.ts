import type * as Ably from 'ably'
import { createContext, useContext } from 'react'

/** Filled by `<AblyProvider>`: `null` until the client is loaded, `undefined` when there is no provider above. */
export const AblyContext = createContext<Ably.RealtimeClient | null | undefined>(undefined)

/** The page's realtime client; `null` while there is none yet, and on the server. Everything works without it. */
export function useAblyClient(): Ably.RealtimeClient | null {
  const client = useContext(AblyContext)
  if (client === undefined) throw new Error('useAblyClient must be used inside <AblyProvider>')
  return client
}
