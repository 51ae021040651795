'use client'

import type * as Ably from 'ably'
import { type ReactNode, useEffect, useState } from 'react'
import type { Speaker } from '@/client/api/api'
import { connectRealtime } from '@/client/realtime/realtime-client'
import { keepConnected } from '@/client/realtime/realtime-connection'
import type { VisitorCredential } from '@/client/visitor/host'
import type { Side } from '@/contract/message'
import type { RealtimeEndpoint } from '@/contract/realtime-endpoint'
import { AblyContext } from '@/hooks/use-ably-client'
import { useLatest } from '@/hooks/use-latest'

type AblyProviderProps = {
  side: Side
  endpoint: RealtimeEndpoint
  /**
   * Whose connection it is: the agent's id, or the visitor's conversation. Another value brings another client, with a
   * new token; `null` none, because nobody would be given a token.
   */
  identity: string | null
  /** What a visitor's requests say about who they are; another one does not bring another client. */
  credential?: VisitorCredential
  children: ReactNode
}

/** The Ably client for everything below. It is loaded when the page is there, and closed with it. */
export function AblyProvider({ side, endpoint, identity, credential, children }: AblyProviderProps) {
  const [client, setClient] = useState<Ably.RealtimeClient | null>(null)
  const latestCredential = useLatest(credential)
  // Pages hand over a new object with each navigation; only another place needs another client.
  const endpointKey = JSON.stringify(endpoint)

  useEffect(() => {
    if (identity === null) return
    const own = latestCredential.current
    const speaker: Speaker =
      side === 'agent' ? { side, agentId: identity } : { side, ...(own && { credential: own }) }
    return keepConnected({
      connect: () => connectRealtime(speaker, JSON.parse(endpointKey) as RealtimeEndpoint),
      onClient: setClient,
    })
  }, [side, endpointKey, identity, latestCredential])

  return <AblyContext value={client}>{children}</AblyContext>
}
