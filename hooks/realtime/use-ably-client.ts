import type * as Ably from 'ably'
import { createContext, useContext } from 'react'

/** Provided by `<AblyProvider>`: `null` until the client is loaded, `undefined` without a provider. */
export const AblyContext = createContext<Ably.RealtimeClient | null | undefined>(undefined)

/** The page's realtime client; `null` until it is loaded, and on the server. Callers must work without it. */
export function useAblyClient(): Ably.RealtimeClient | null {
  const client = useContext(AblyContext)
  if (client === undefined) throw new Error('useAblyClient must be used inside <AblyProvider>')
  return client
}
