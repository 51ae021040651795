import { vi } from 'vitest'
import type { Api } from '@/client/api/api'
import { ConversationSession } from '@/client/conversation/conversation-session'
import { SessionCache } from '@/client/conversation/session-cache'
import { createChanges } from '@/client/desk/changes'
import type { Desk, DeskPage, Self } from '@/client/desk/desk'
import type { DeskPlace } from '@/client/desk/desk-place'
import type { InboxSource } from '@/client/desk/inbox/inbox-source'
import { InboxStore } from '@/client/desk/inbox/inbox-store'
import { OpenDialog } from '@/client/desk/open-dialog'
import type { Toasts } from '@/client/desk/toasts'
import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import { presentedConversation } from './conversation'

type Options = {
  role?: Self['role']
  conversations?: readonly Conversation[]
  /** Whether the list has another page. */
  hasMore?: boolean
  place?: Partial<DeskPlace>
}

/** The place of a newly opened desk. */
export const PLACE: DeskPlace = {
  conversationId: null,
  filter: { status: 'OPEN', unreadOnly: false },
  isDetailsOpen: false,
}

/** A desk without browser and server. Its navigation, page, toasts and requests are spies. */
export function createTestDesk({
  role = 'agent',
  conversations = [],
  hasMore = false,
  place = {},
}: Options = {}) {
  const here = { ...PLACE, ...place }
  const source = {
    list: vi.fn<InboxSource['list']>(async () => pageOf(conversations)),
    findAll: vi.fn<InboxSource['findAll']>(async () => []),
    setStatus: vi.fn<InboxSource['setStatus']>(async (id, status) => {
      const known = find(id)
      return { ...known, revision: known.revision + 1, status }
    }),
    setNeedsAnswer: vi.fn<InboxSource['setNeedsAnswer']>(async (id) => find(id)),
    setVisitorName: vi.fn<InboxSource['setVisitorName']>(async (id) => find(id)),
  }
  const find = (id: string) => conversations.find((item) => item.id === id) as Conversation
  const api = {
    // The log never changes.
    getConversation: vi.fn(() => new Promise(() => {})),
    putReadPosition: vi.fn(async () => {}),
    blockVisitor: vi.fn(),
    unblockVisitor: vi.fn(),
    exportVisitor: vi.fn(),
    eraseVisitor: vi.fn(),
  }
  const inbox = new InboxStore(source, here.filter, pageOf(conversations, hasMore))
  const sessions = new SessionCache(
    (conversationId, initial) =>
      new ConversationSession({
        side: 'agent',
        selfId: 'olga',
        api: api as unknown as Api,
        conversationId,
        initial,
      }),
  )
  const toasts = {
    offer: vi.fn<Toasts['offer']>(() => () => {}),
    tell: vi.fn<Toasts['tell']>(),
    undoLast: vi.fn(() => true),
  }
  const page: DeskPage = {
    focusedRow: vi.fn(() => null),
    focusRow: vi.fn(() => true),
    focusLog: vi.fn(() => true),
    focusComposer: vi.fn(() => true),
    isInComposer: vi.fn(() => false),
    hasRoomForDetails: vi.fn(() => false),
    isNarrow: vi.fn(() => false),
  }
  const change = (to: Partial<DeskPlace>) => void Object.assign(here, { isDetailsOpen: false, ...to })
  const way = {
    place: () => here,
    go: vi.fn(change),
    goBack: vi.fn(change),
    leaveFor: vi.fn(),
    takeFocusTarget: () => null,
  }
  const desk: Desk = {
    self: { id: 'olga', name: 'Olga', picture: null, role },
    api: api as unknown as Api,
    sites: [{ id: 'shop0001', name: 'Shop', allowedOrigins: ['https://shop.example'] }],
    inbox,
    sessions,
    changes: createChanges(inbox, sessions, toasts),
    toasts,
    way,
    page,
    dialog: new OpenDialog(),
  }
  return { desk, source, api, toasts, page, way }
}

function pageOf(data: readonly Conversation[], hasMore = false): ConversationPage {
  return {
    data: [...data],
    hasMore,
    nextCursor: hasMore ? 'page 2' : null,
    unreadTotal: data.filter(({ unreadCount }) => unreadCount > 0).length,
    needsAnswerTotal: data.filter(({ waitingSince }) => waitingSince !== null).length,
    siteTotals: {},
    epoch: 'one',
  }
}

/** Vera's conversation. Higher numbers mean newer activity and a higher revision. */
export function numbered(
  id: string,
  activity: number,
  differences: Partial<Conversation> = {},
): Conversation {
  return presentedConversation({
    id,
    revision: activity,
    lastSequence: activity,
    agentReadSequence: activity,
    lastActivityAt: new Date(Date.UTC(2026, 0, 1, 0, 0, activity)).toISOString(),
    ...differences,
  })
}
