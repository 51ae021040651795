import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { inboxWords } from '@/client/words/inbox/words'
import { AblyProvider } from '@/components/ably-provider'
import { AgentChatWords } from '@/components/controls/agent-chat-words'
import { Desk } from '@/components/desk/desk'
import { INBOX_PAGE_SIZE } from '@/contract/limits'
import { listConversations } from '@/server/conversations/conversations'
import { agentOfPage } from '@/server/http/credentials/session'
import { realtimeEndpoint } from '@/server/realtime/endpoint'
import { listSites } from '@/server/sites/sites'

import { ChatSidebar } from './chat-sidebar'

const { t } = inboxWords

/** The inbox around the open conversation. Stays mounted when the agent opens another one. */
export default async function AgentLayout({ children }: { children: ReactNode }) {
  const viewer = await agentOfPage(await headers())
  // The page redirects to sign-in, because it knows the address to return to.
  if (viewer === null) return children

  const sites = (await listSites())
    .filter(({ id }) => viewer.sites === 'all' || viewer.sites.includes(id))
    .map(({ id, name, allowedOrigins }) => ({ id, name, allowedOrigins }))
  const firstPage = await listConversations(viewer, { status: 'OPEN', limit: INBOX_PAGE_SIZE })
  const hasConversations =
    firstPage.data.length > 0 || (await listConversations(viewer, { limit: 1 })).data.length > 0

  return (
    // The key discards all state when another agent signs in.
    <AblyProvider key={viewer.id} side="agent" endpoint={realtimeEndpoint()} identity={viewer.id}>
      <AgentChatWords>
        <Desk
          self={{
            id: viewer.id,
            name: viewer.name ?? t('you'),
            picture: viewer.picture ?? null,
            role: viewer.role,
          }}
          sites={sites}
          firstPage={firstPage}
          hasConversations={hasConversations}
          sidebar={<ChatSidebar />}
        >
          {children}
        </Desk>
      </AgentChatWords>
    </AblyProvider>
  )
}
