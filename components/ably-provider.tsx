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
   * Whose connection it is: the agent's id, or the visitor's conversation. Another value brings another client, with a
   * new token; `null` none, because nobody would be given a token.
   */
  identity: string | null
  /** Where a visitor's chat stands: its server, and what tells the server who the visitor is. Agents have none. */
  host?: Pick<VisitorHost, 'credential' | 'server'>
  children: ReactNode
}

/** The Ably client for everything below. It is loaded when the page is there, and closed with it. */
export function AblyProvider({ side, endpoint, identity, host, children }: AblyProviderProps) {
  const [client, setClient] = useState<Ably.RealtimeClient | null>(null)
  // Pages hand over a new object with each navigation; only another place needs another client.
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
