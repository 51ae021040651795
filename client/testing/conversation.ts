import type { Conversation } from '@/contract/log/conversation'

const TIME = '2026-11-24T10:00:00.000Z'

/** Vera's conversation as the API returns it: empty and open, apart from `differences`. */
export function presentedConversation(differences: Partial<Conversation> & { id: string }): Conversation {
  return {
    userId: 'vera',
    siteId: 'site0001',
    status: 'OPEN',
    lastSequence: 0,
    visitorReadSequence: 0,
    agentReadSequence: 0,
    revision: 0,
    lastActivityAt: TIME,
    waitingSince: null,
    createdAt: TIME,
    updatedAt: TIME,
    visitor: {
      id: 'vera',
      name: 'Vera',
      email: null,
      emailToldBy: null,
      isVerified: false,
      block: null,
      revision: 0,
    },
    context: null,
    lastMessage: null,
    unreadCount: 0,
    ...differences,
  }
}
