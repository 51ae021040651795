'use client'

import type * as Ably from 'ably'
import { type ReactNode, useEffect, useState } from 'react'
import { connectRealtime } from '@/client/realtime-client'
import type { Side } from '@/contract/message'
import type { RealtimeEndpoint } from '@/contract/realtime-endpoint'
import { AblyContext } from '@/hooks/use-ably-client'

type AblyProviderProps = {
  side: Side
  endpoint: RealtimeEndpoint
  /**
   * Whose connection it is. Another value brings another client, with a new token; `null` none, because nobody would
   * be given a token.
   */
  identity?: string | null
  children: ReactNode
}

/** The Ably client for everything below. It is loaded when the page is there, and closed with it. */
export function AblyProvider({ side, endpoint, identity = '', children }: AblyProviderProps) {
  const [client, setClient] = useState<Ably.RealtimeClient | null>(null)
  // Pages hand over a new object with each navigation; only another place needs another client.
  const endpointKey = JSON.stringify(endpoint)

  useEffect(() => {
    if (identity === null) return
    let isWanted = true
    let opened: Ably.RealtimeClient | null = null

    connectRealtime(side, JSON.parse(endpointKey) as RealtimeEndpoint, () => isWanted)
      .then((connected) => {
        if (!isWanted) return connected?.close()
        opened = connected
        setClient(connected)
      })
      // The code could not be loaded: chat goes on without realtime, and the next page tries again.
      .catch(() => {})

    return () => {
      isWanted = false
      setClient(null)
      opened?.close()
    }
  }, [side, endpointKey, identity])

  return <AblyContext value={client}>{children}</AblyContext>
}
