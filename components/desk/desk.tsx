'use client'

import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type Api, createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import { ConversationSession } from '@/client/conversation/conversation-session'
import { SessionCache } from '@/client/conversation/session-cache'
import { queuedKeys } from '@/client/outbox/outbox-store'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { Announcer } from '@/components/ui/announcer'
import { BrokenPart } from '@/components/ui/broken-part'
import { ConnectionNotice } from '@/components/ui/connection-notice'
import { PartBoundary } from '@/components/ui/part-boundary'
import { WORKSPACE_CHANNEL } from '@/contract/log/channels'
import type { Conversation, ConversationPage } from '@/contract/log/conversation'
import { useUnreadSigns } from '@/hooks/conversation/use-unread-signs'
import { useInbox } from '@/hooks/desk/use-inbox'
import { useIsAvailable } from '@/hooks/desk/use-own-availability'
import { useConnectionState } from '@/hooks/realtime/use-connection-state'
import { useEnter } from '@/hooks/realtime/use-presence'
import { Arrivals } from './arrivals'
import styles from './desk.module.css'
import { DeskContext, type DeskSite, type Desk as DeskValue, draftKeyOf, type Self } from './desk-context'
import { InboxIcon } from './icons'
import { AnotherAgentNotice } from './notices/another-agent-notice'
import { AwayNotice } from './notices/away-notice'
import { DeskRail } from './rail/desk-rail'
import { ShortcutSheet } from './shortcut-sheet'
import { UndoToaster, useUndoToasts } from './undo-toasts'
import { useConversationChanges } from './use-conversation-changes'
import { useDeskPlace } from './use-desk-place'
import { useDeskShortcuts } from './use-desk-shortcuts'
import { useDraftsOfTheErased } from './use-drafts-of-the-erased'
import { usePrefetch } from './use-prefetch'
import { useSignIn } from './use-sign-in'
import { useIsAnotherSignedIn } from './use-signed-in-agent'
import { useVisitorBlock } from './use-visitor-block'
import { useVisitorErasure } from './use-visitor-erasure'

const { t } = inboxWords

type DeskProps = {
  self: Self
  /** The sites whose conversations the agent sees. */
  sites: readonly DeskSite[]
  /** The first page of open conversations. */
  firstPage: ConversationPage
  hasConversations: boolean
  /** The list of conversations. */
  sidebar: ReactNode
  /** What is open beside it. */
  children: ReactNode
}

/** The agents' inbox: the list, what is open beside it, and everything that belongs to both. */
export function Desk({ self, sites, firstPage, hasConversations, sidebar, children }: DeskProps) {
  const way = useDeskPlace()
  const { conversationId, filter, isDetailsOpen } = way.place
  const isOrdinary = filter.status === 'OPEN' && !filter.unreadOnly && !filter.needsAnswer && !filter.siteId
  const api = useMemo(() => createApi({ side: 'agent', agentId: self.id }), [self.id])
  const onClosing = useRef<((conversation: Conversation) => void) | null>(null)
  const sessions = useSessions(self.id, api, onClosing)
  const { inbox, view } = useInbox({
    api,
    filter,
    selectedId: conversationId,
    siteIds: sites.map(({ id }) => id),
    initial: isOrdinary ? firstPage : null,
    onErased: (ids) => sessions.erase(ids),
  })
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const toasts = useUndoToasts()
  const { changeStatus, settle, renameVisitor, tellClosing } = useConversationChanges(inbox, sessions, toasts)
  useEffect(() => {
    onClosing.current = tellClosing
  }, [tellClosing])
  const blockVisitor = useVisitorBlock({ api, inbox, sessions, openId: conversationId })
  const eraseVisitor = useVisitorErasure({ api, inbox, sessions, toasts, way })
  useDraftsOfTheErased(api, self.id, sessions)
  usePrefetch(view.rows, conversationId, sessions)

  useEnter(WORKSPACE_CHANNEL, { data: { name: self.name, isAvailable: useIsAvailable(self.id) } })
  useUnreadSigns(view.unreadTotal)
  const isAnotherSignedIn = useIsAnotherSignedIn(self.id, inbox)
  const isConnected = useConnectionState() === 'connected'
  useSignIn(view.error instanceof ApiError && view.error.code === 'not_authenticated')

  const desk = useMemo<DeskValue>(
    () => ({
      self,
      api,
      sites,
      hasConversations: hasConversations || view.rows.length > 0,
      ...way,
      inbox,
      view,
      sessions,
      changeStatus,
      settle,
      renameVisitor,
      blockVisitor,
      eraseVisitor,
    }),
    [
      self,
      api,
      sites,
      hasConversations,
      way,
      inbox,
      view,
      sessions,
      changeStatus,
      settle,
      renameVisitor,
      blockVisitor,
      eraseVisitor,
    ],
  )
  const openHelp = () => setIsHelpOpen(true)
  const [areShortcutsOn, switchShortcuts] = useDeskShortcuts({ desk, undoLast: toasts.undoLast, openHelp })

  return (
    <DeskContext value={desk}>
      <Announcer>
        <div className={styles.desk} data-pane={paneOf(conversationId, isDetailsOpen)}>
          <a className={styles.skip} href="#conversation">
            {t('skipToConversation')}
          </a>
          <PartBoundary fallback={(retry) => <BrokenRail onRetry={retry} />}>
            <DeskRail onHelp={openHelp} />
          </PartBoundary>
          <main className={styles.main}>
            <div className={styles.notice}>
              {isAnotherSignedIn ? (
                <AnotherAgentNotice name={self.name} />
              ) : (
                <>
                  <ConnectionNotice isConnected={isConnected} />
                  <AwayNotice agentId={self.id} />
                </>
              )}
            </div>
            <PartBoundary
              fallback={(retry) => <BrokenPart text={t('listBroken')} part="list" onRetry={retry} />}
            >
              {sidebar}
            </PartBoundary>
            <PartBoundary
              shows={conversationId}
              fallback={(retry) => (
                <BrokenPart text={t('conversationBroken')} part="workspace" onRetry={retry} />
              )}
            >
              {children}
            </PartBoundary>
          </main>
          <PartBoundary shows={String(isHelpOpen)} fallback={nothing}>
            <ShortcutSheet
              isOpen={isHelpOpen}
              onClose={() => setIsHelpOpen(false)}
              areOn={areShortcutsOn}
              onSwitch={switchShortcuts}
            />
          </PartBoundary>
        </div>
        <PartBoundary shows={conversationId} fallback={nothing}>
          <Arrivals />
          <UndoToaster />
        </PartBoundary>
      </Announcer>
    </DeskContext>
  )
}

/** Without words: it is 56 pixels wide. */
function BrokenRail({ onRetry }: { onRetry: () => void }) {
  return (
    <nav aria-label={t('main')}>
      <button type="button" className={controls.icon} aria-label={t('menuBroken')} onClick={onRetry}>
        <InboxIcon />
      </button>
    </nav>
  )
}

const nothing = () => null

/** The conversations at hand. Whatever an earlier visit left unsent goes on its way. */
function useSessions(
  selfId: string,
  api: Api,
  onClosing: RefObject<((conversation: Conversation) => void) | null>,
): SessionCache {
  const [sessions] = useState(
    () =>
      new SessionCache(
        (conversationId, initial) =>
          new ConversationSession({
            side: 'agent',
            selfId,
            api,
            conversationId,
            initial,
            onClosing: (conversation) => onClosing.current?.(conversation),
          }),
      ),
  )
  useEffect(() => {
    const prefix = draftKeyOf(selfId, '')
    let isCurrent = true
    void queuedKeys(prefix).then((keys) => {
      if (isCurrent) for (const key of keys) sessions.use(key.slice(prefix.length))
    })
    return () => {
      isCurrent = false
      sessions.stop()
    }
  }, [sessions, selfId])
  return sessions
}

function paneOf(conversationId: string | null, isDetailsOpen: boolean): 'list' | 'conversation' | 'details' {
  if (conversationId === null) return 'list'
  return isDetailsOpen ? 'details' : 'conversation'
}
