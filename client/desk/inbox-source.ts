import type { Api } from '@/client/api/api'
import { isGone } from '@/client/api/api-error'
import type { InboxSource } from './inbox-store'

/** What the inbox asks, as calls of the REST API. */
export function inboxSource(api: Api): InboxSource {
  return {
    list: ({ filter, cursor, limit }) =>
      api.listConversations({
        limit,
        ...(filter.status === null ? {} : { status: filter.status }),
        ...(filter.unreadOnly ? { unread: true } : {}),
        ...(filter.needsAnswer ? { needsAnswer: true, sort: filter.needsAnswer } : {}),
        ...(cursor === null ? {} : { cursor }),
      }),
    find: (conversationId) =>
      api.getConversation(conversationId, { limit: 1 }).then(
        ({ conversation }) => conversation,
        (error) => {
          if (isGone(error) && error.code === 'not_found') return null
          throw error
        },
      ),
    setStatus: async (conversationId, status, how) =>
      (await api.patchConversation(conversationId, { status, ...how })).conversation,
    setNeedsAnswer: async (conversationId, needsAnswer, how) =>
      (await api.patchConversation(conversationId, { ...how, needsAnswer })).conversation,
    setVisitorName: async (conversationId, name) =>
      (await api.patchConversation(conversationId, { visitor: { name } })).conversation,
  }
}
