'use client'

import { Inbox } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createApi } from '@/client/api/api'
import { ApiError } from '@/client/api/api-error'
import { ConversationSession } from '@/client/conversation/conversation-session'
import { SessionCache } from '@/client/conversation/session-cache'
import { perform } from '@/client/desk/actions/registry'
import { createChanges } from '@/client/desk/changes'
import type { DeskSite, Desk as DeskValue, Self, Way } from '@/client/desk/desk'
import { isOrdinary } from '@/client/desk/filters'
import type { InboxFilter } from '@/client/desk/inbox/inbox-filter'
import { inboxSource } from '@/client/desk/inbox/inbox-source'
import { InboxStore } from '@/client/desk/inbox/inbox-store'
import { OpenDialog } from '@/client/desk/open-dialog'
import { draftKeyOf } from '@/client/outbox/draft-key'
import { queuedKeys } from '@/client/outbox/outbox-store'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { Tooltips } from '@/components/controls/tooltip/tooltips'
import { ShortcutSheet } from '@/components/desk/shortcut-sheet'
import { createUndoToasts, UndoToaster } from '@/components/desk/undo-toasts'
import { Announcer } from '@/components/ui/announcer'
import { BrokenPart } from '@/components/ui/broken-part'
import { ConnectionNotice } from '@/components/ui/connection-notice'
import { PartBoundary } from '@/components/ui/part-boundary'
import { WORKSPACE_CHANNEL } from '@/contract/log/channels'
import type { ConversationPage } from '@/contract/log/conversation'
import { useUnreadSigns } from '@/hooks/conversation/use-unread-signs'
import { DeskContext, PlaceContext, useInboxView } from '@/hooks/desk/use-desk'
import { useDraftsOfTheErased } from '@/hooks/desk/use-drafts-of-the-erased'
import { useInbox } from '@/hooks/desk/use-inbox'
import { useIsAvailable } from '@/hooks/desk/use-own-availability'
import { usePrefetch } from '@/hooks/desk/use-prefetch'
import { useShortcuts } from '@/hooks/desk/use-shortcuts'
import { useSignIn } from '@/hooks/desk/use-sign-in'
import { useIsAnotherSignedIn } from '@/hooks/desk/use-signed-in-agent'
import { useWay } from '@/hooks/desk/use-way'
import { useConnectionState } from '@/hooks/realtime/use-connection-state'
import { useEnter } from '@/hooks/realtime/use-presence'
import { Arrivals } from './arrivals'
import styles from './desk.module.css'
import { deskPage } from './desk-page'
import { AnotherAgentNotice } from './notices/another-agent-notice'
import { AwayNotice } from './notices/away-notice'
import { Palette } from './palette/palette'
import { DeskRail } from './rail/desk-rail'

const { t } = inboxWords

type DeskProps = {
  self: Self
  /** The sites whose conversations the agent may see. */
  sites: readonly DeskSite[]
  /** The first page of open conversations. */
  firstPage: ConversationPage
  hasConversations: boolean
  /** The list of conversations. */
  sidebar: ReactNode
  /** The open conversation, or its empty state. */
  children: ReactNode
}

/** The agents' inbox: the list, the open conversation, and everything that spans both. */
export function Desk({ self, sites, firstPage, hasConversations, sidebar, children }: DeskProps) {
  const { place, way } = useWay()
  const { conversationId, filter, isDetailsOpen } = place
  const [made] = useState(() => makeDesk({ self, firstPage, hasConversations, filter, way }))
  // These may change while the desk lives: a site is renamed, the agent changes their picture.
  const desk = useMemo<DeskValue>(() => ({ ...made, self, sites }), [made, self, sites])
  const { api, inbox, sessions, dialog } = desk

  useInbox({
    inbox,
    filter,
    selectedId: conversationId,
    siteIds: sites.map(({ id }) => id),
    onErased: (ids) => sessions.erase(ids),
  })
  useUnsentOfEarlier(self.id, sessions)
  useDraftsOfTheErased(api, self.id, sessions)
  useEffect(() => dialog.goTo(conversationId), [dialog, conversationId])
  usePrefetch(inbox, conversationId, sessions)
  useEnter(WORKSPACE_CHANNEL, { data: { name: self.name, isAvailable: useIsAvailable(self.id) } })
  const isAnotherSignedIn = useIsAnotherSignedIn(self.id, inbox)
  const isConnected = useConnectionState() === 'connected'
  const [areShortcutsOn, switchShortcuts] = useShortcuts(
    (id) => !desk.dialog.isOverDesk() && perform(desk, id) !== false,
  )

  return (
    <DeskContext value={desk}>
      <PlaceContext value={place}>
        <Announcer>
          <Signs />
          <div className={styles.desk} data-pane={paneOf(conversationId, isDetailsOpen)}>
            <a className={styles.skip} href="#conversation">
              {t('skipToConversation')}
            </a>
            <PartBoundary fallback={(retry) => <BrokenRail onRetry={retry} />}>
              <DeskRail />
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
            <PartBoundary fallback={nothing}>
              <Palette />
              <ShortcutSheet areOn={areShortcutsOn} onSwitch={switchShortcuts} />
            </PartBoundary>
          </div>
          <PartBoundary shows={conversationId} fallback={nothing}>
            <Arrivals />
            <UndoToaster />
            <Tooltips />
          </PartBoundary>
        </Announcer>
      </PlaceContext>
    </DeskContext>
  )
}

/** Shows the unread count in the browser tab, and redirects to sign-in when the session has ended. */
function Signs(): null {
  useUnreadSigns(useInboxView(({ unreadTotal }) => unreadTotal))
  useSignIn(useInboxView(({ error }) => error instanceof ApiError && error.code === 'not_authenticated'))
  return null
}

/** Replaces a rail that failed to render. No text: it is only 56 pixels wide. */
function BrokenRail({ onRetry }: { onRetry: () => void }) {
  return (
    <nav aria-label={t('main')}>
      <button type="button" className={controls.icon} aria-label={t('menuBroken')} onClick={onRetry}>
        <Inbox size={20} aria-hidden="true" />
      </button>
    </nav>
  )
}

const nothing = () => null

type Making = Pick<DeskProps, 'self' | 'firstPage' | 'hasConversations'> & { filter: InboxFilter; way: Way }

/** Creates everything that lives as long as the desk. */
function makeDesk({
  self,
  firstPage,
  hasConversations,
  filter,
  way,
}: Making): Omit<DeskValue, 'self' | 'sites'> {
  const api = createApi({ side: 'agent', agentId: self.id })
  const initial = isOrdinary(filter) ? firstPage : null
  const inbox = new InboxStore(inboxSource(api), filter, initial, hasConversations)
  const toasts = createUndoToasts()
  const sessions = new SessionCache(
    (conversationId, snapshot) =>
      new ConversationSession({
        side: 'agent',
        selfId: self.id,
        api,
        conversationId,
        initial: snapshot,
        onClosing: (conversation) => changes.reportClosing(conversation),
      }),
  )
  const changes = createChanges(inbox, sessions, toasts)
  return { api, inbox, sessions, changes, toasts, way, page: deskPage, dialog: new OpenDialog() }
}

/** Sends the messages that an earlier visit left in the outbox. */
function useUnsentOfEarlier(selfId: string, sessions: SessionCache): void {
  useEffect(() => {
    const prefix = draftKeyOf(selfId, '')
    let isCurrent = true
    void queuedKeys(prefix).then((keys) => {
      if (isCurrent) for (const key of keys) sessions.resume(key.slice(prefix.length))
    })
    return () => {
      isCurrent = false
      sessions.stop()
    }
  }, [sessions, selfId])
}

function paneOf(conversationId: string | null, isDetailsOpen: boolean): 'list' | 'conversation' | 'details' {
  if (conversationId === null) return 'list'
  return isDetailsOpen ? 'details' : 'conversation'
}
