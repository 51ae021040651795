'use client'

import type * as Ably from 'ably'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Speaker } from '@/client/api/api'
import { connectRealtime } from '@/client/realtime/realtime-client'
import { keepConnected } from '@/client/realtime/realtime-connection'
import type { VisitorHost } from '@/client/visitor/host/host'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import type { Side } from '@/contract/log/message'
import { AblyContext } from '@/hooks/realtime/use-ably-client'
import { SpeakerContext } from '@/hooks/realtime/use-speaker'

type AblyProviderProps = {
  side: Side
  endpoint: RealtimeEndpoint
  /**
   * Who connects: the agent's id, or the visitor's conversation. A new value creates a new client with a new token; with `null`
   * there is no client, because the server would not issue a token.
   */
  identity: string | null
  /** The visitor's chat server, and the credential that identifies the visitor to it. Not set for agents. */
  host?: Pick<VisitorHost, 'credential' | 'server'>
  children: ReactNode
}

/** Provides the Ably client. Connects after mount and closes on unmount. */
export function AblyProvider({ side, endpoint, identity, host, children }: AblyProviderProps) {
  const [client, setClient] = useState<Ably.RealtimeClient | null>(null)
  // Each navigation passes a new object; only a different endpoint needs a new client.
  const endpointKey = JSON.stringify(endpoint)
  const agentId = side === 'agent' ? identity : null
  const speaker = useMemo<Speaker>(
    () =>
      side === 'agent'
        ? { side, agentId }
        : { side, ...(host && { credential: host.credential, server: host.server }) },
    [side, agentId, host],
  )

  useEffect(() => {
    if (identity === null) return
    return keepConnected({
      connect: () => connectRealtime(speaker, JSON.parse(endpointKey) as RealtimeEndpoint),
      onClient: setClient,
    })
  }, [speaker, endpointKey, identity])

  return (
    <SpeakerContext value={speaker}>
      <AblyContext value={client}>{children}</AblyContext>
    </SpeakerContext>
  )
}
