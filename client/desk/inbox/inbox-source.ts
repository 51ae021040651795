import type { Api } from '@/client/api/api'
import { MAX_PAGE_SIZE } from '@/contract/limits'
import type {
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationStatus,
} from '@/contract/log/conversation'
import type { InboxFilter } from './inbox-filter'

/** What the author has seen, and whether reopening makes the conversation need an answer again. */
type ChangeOptions = Pick<ConversationPatch, 'seenSequence' | 'needsAnswer'>

/** The inbox's requests. All reject on failure. */
export type InboxSource = {
  list(query: { filter: InboxFilter; cursor: string | null; limit: number }): Promise<ConversationPage>
  /** Returns those that exist. */
  findAll(conversationIds: readonly string[]): Promise<Conversation[]>
  setStatus(conversationId: string, status: ConversationStatus, how?: ChangeOptions): Promise<Conversation>
  setNeedsAnswer(conversationId: string, needsAnswer: boolean, how?: ChangeOptions): Promise<Conversation>
  setVisitorName(conversationId: string, name: string): Promise<Conversation>
}

/** The inbox's requests, as REST calls. */
export function inboxSource(api: Api): InboxSource {
  return {
    list: ({ filter, cursor, limit }) =>
      api.listConversations({
        limit,
        ...(filter.status === null ? {} : { status: filter.status }),
        ...(filter.unreadOnly ? { unread: true } : {}),
        ...(filter.siteId === undefined ? {} : { siteId: filter.siteId }),
        ...(filter.needsAnswer ? { needsAnswer: true, sort: filter.needsAnswer } : {}),
        ...(cursor === null ? {} : { cursor }),
      }),
    findAll: async (conversationIds) => {
      const pages = chunks(conversationIds, MAX_PAGE_SIZE).map((ids) =>
        api.listConversations({ ids, limit: MAX_PAGE_SIZE }),
      )
      return (await Promise.all(pages)).flatMap(({ data }) => data)
    },
    setStatus: async (conversationId, status, how) =>
      (await api.patchConversation(conversationId, { status, ...how })).conversation,
    setNeedsAnswer: async (conversationId, needsAnswer, how) =>
      (await api.patchConversation(conversationId, { ...how, needsAnswer })).conversation,
    setVisitorName: async (conversationId, name) =>
      (await api.patchConversation(conversationId, { visitor: { name } })).conversation,
  }
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
