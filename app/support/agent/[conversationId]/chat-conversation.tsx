'use client'

import { isWritten, type TimelineEntry } from '@/client/conversation/timeline-entries'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { needsAnswer } from '@/client/desk/inbox/inbox-filter'
import { draftKeyOf } from '@/client/outbox/draft-key'
import { putBack } from '@/client/outbox/drafts'
import { displayName } from '@/client/text/alias'
import { inboxWords } from '@/client/words/inbox/words'
import { AgentComposer } from '@/components/composer/agent-composer'
import { Beginning } from '@/components/desk/conversation/beginning'
import { LogSkeleton } from '@/components/desk/conversation/log-skeleton'
import { NoSuchConversation } from '@/components/desk/conversation/no-such-conversation'
import { NothingOpen } from '@/components/desk/conversation/nothing-open'
import { useCaughtUp } from '@/components/desk/conversation/use-caught-up'
import { useOpeningFocus } from '@/components/desk/conversation/use-opening-focus'
import { usePeople } from '@/components/desk/conversation/use-people'
import { useScrollMemory } from '@/components/desk/conversation/use-scroll-memory'
import { WaitingNote } from '@/components/desk/conversation/waiting-note'
import { VisitorDetails } from '@/components/desk/details/visitor-details'
import { OwnMessage } from '@/components/desk/own-messages/own-message'
import { useOwnMessages } from '@/components/desk/own-messages/own-messages-context'
import { OwnMessagesProvider } from '@/components/desk/own-messages/own-messages-provider'
import { MessageLog } from '@/components/log/message-log'
import { useAnnounce } from '@/components/ui/announcer'
import { BrokenPart } from '@/components/ui/broken-part'
import { PartBoundary } from '@/components/ui/part-boundary'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import { useDeskWords } from '@/hooks/browser/use-desk-words'
import { useMediaQuery } from '@/hooks/browser/use-media-query'
import { useConversation } from '@/hooks/conversation/use-conversation'
import { useMessageAnnouncements } from '@/hooks/conversation/use-message-announcements'
import { useWritingMode } from '@/hooks/conversation/use-writing-mode'
import { useDesk, useOpenConversation, usePlace } from '@/hooks/desk/use-desk'
import { useSignIn } from '@/hooks/desk/use-sign-in'
import { useTypingFlag } from '@/hooks/realtime/use-typing-flag'
import styles from './chat-conversation.module.css'
import { ChatHeader } from './chat-header'

const { t } = inboxWords

/**
 * Shows the conversation in the address, which may have changed since the server rendered the page.
 *
 * @param initial the conversation that the server rendered; `null` on the inbox page
 */
export function ChatConversation({ initial }: { initial: ConversationSnapshot | null }) {
  const { conversationId } = usePlace()
  const isInitial = initial !== null && initial.conversation.id === conversationId

  return (
    <div className={styles.workspace} data-part="workspace" data-follows-address>
      {conversationId === null ? (
        <NothingOpen />
      ) : (
        <OwnMessagesProvider key={conversationId} conversationId={conversationId}>
          <OpenConversation conversationId={conversationId} initial={isInitial ? initial : null} />
        </OwnMessagesProvider>
      )}
    </div>
  )
}

type OpenConversationProps = {
  conversationId: string
  /** The server-rendered snapshot; `null` if the conversation was opened by client-side navigation. */
  initial: ConversationSnapshot | null
}

/** The open conversation: header, log, composer and visitor details. */
function OpenConversation({ conversationId, initial }: OpenConversationProps) {
  const { self, way, sessions, changes } = useDesk()
  const { isDetailsOpen } = usePlace()
  const chat = useConversation({ side: 'agent', conversationId, initial, selfId: self.id, sessions })
  const { view } = chat
  const isNarrow = useMediaQuery('(max-width: 719px)')
  const isCovered = useMediaQuery('(max-width: 1179px)') && isDetailsOpen
  const conversation = useOpenConversation(conversationId, view.stored)
  const noteTyping = useTypingFlag()
  const people = usePeople(conversation && { siteId: conversation.siteId, conversationId }, self, {
    typists: chat.typists,
    isWritingNote: noteTyping.isTyping,
  })
  const visitorName = conversation ? displayName(conversation.visitor) : t('theVisitor')
  const isReady = useCaughtUp({
    isLoaded: view.phase === 'ready',
    isBehind: (conversation?.lastSequence ?? 0) > (view.conversation?.lastSequence ?? 0),
  })
  const deskWords = useDeskWords()
  const draftKey = draftKeyOf(self.id, conversationId)
  const [mode, setMode] = useWritingMode(draftKey)
  const { editLast } = useOwnMessages()
  const paneRef = useOpeningFocus({ isNarrow })
  useScrollMemory(paneRef, conversationId, isReady)

  useSignIn(view.problem === 'not_authenticated')

  function nameOf({ side, senderName }: TimelineEntry): string {
    return side === 'visitor' ? visitorName : (senderName ?? t('aColleague'))
  }
  function takeBack(clientMessageId: string) {
    const held = view.entries
      .filter(isWritten)
      .find((entry) => entry.isOwn && entry.clientMessageId === clientMessageId)
    chat.discard(clientMessageId)
    if (held === undefined) return
    setMode('reply')
    void putBack(draftKey, held.content)
    // The held message showed the reply that overtook it, so the agent has seen everything.
    chat.beginReply()
  }
  useMessageAnnouncements({
    side: 'agent',
    entries: view.entries,
    isReady,
    nameOf,
    announce: useAnnounce(),
  })

  if (view.problem === 'not_found') return <NoSuchConversation />
  if (view.problem === 'erased') return <NoSuchConversation wasErased />
  const isClosed = conversation?.status === 'CLOSED'
  const standing = conversation && standingOf(conversation)

  return (
    <div className={styles.columns} data-details={isDetailsOpen}>
      <section
        ref={paneRef}
        id="conversation"
        tabIndex={-1}
        inert={isCovered}
        className={styles.conversation}
        aria-label={t('conversationWith', { name: visitorName })}
      >
        <ChatHeader
          conversation={conversation}
          page={view.pages[0] ?? null}
          people={people}
          isNarrow={isNarrow}
          isCovered={isCovered}
        />
        {view.phase === 'loading' ? (
          <LogSkeleton />
        ) : (
          <MessageLog
            side="agent"
            own={OwnMessage}
            entries={view.entries}
            isReady={isReady}
            readSequence={view.readSequence}
            hasOlder={view.hasOlder}
            nameOf={nameOf}
            typingNames={people.isVisitorTyping ? [visitorName] : []}
            onRead={chat.markRead}
            onLoadOlder={chat.loadOlder}
            onRetry={chat.retry}
            onDiscard={chat.discard}
            onTakeBack={takeBack}
            headingLevel={isNarrow ? 2 : 3}
            beginning={conversation && <Beginning conversation={conversation} />}
          />
        )}
        <div className={styles.foot}>
          <p role="status" className={styles.writing}>
            {people.writing.length > 0
              ? deskWords.t('writingReply', {
                  count: people.writing.length,
                  names: deskWords.list(people.writing),
                })
              : people.writingNote.length > 0 &&
                t('writingNote', {
                  count: people.writingNote.length,
                  names: deskWords.list(people.writingNote),
                })}
          </p>
          {conversation && needsAnswer(conversation) && <WaitingNote conversation={conversation} />}
          {standing && <p className={styles.closed}>{standing}</p>}
          {!view.isStorageSafe && <p className={styles.closed}>{t('nothingKept')}</p>}
          <AgentComposer
            visitorName={visitorName}
            mode={mode}
            onMode={setMode}
            replyKey={draftKey}
            reply={{
              onSend: chat.send,
              onTyping: chat.onTyping,
              onStopTyping: chat.onStopTyping,
              onBegin: chat.beginReply,
              onSendAndClose: (content) => chat.send(content, { close: !isClosed }),
              onClose() {
                if (!isClosed) changes.changeStatus(conversationId, 'CLOSED')
              },
            }}
            note={{
              onSend: (content) => chat.send(content, { kind: 'note' }),
              onTyping: noteTyping.onTyping,
              onStopTyping: noteTyping.onStopTyping,
            }}
            onEditLast={editLast}
          />
        </div>
      </section>
      {isCovered && !isNarrow && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape and the sheet's button do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div className={styles.scrim} onClick={() => way.goBack({ isDetailsOpen: false })} />
      )}
      {conversation && (
        <PartBoundary
          shows={String(isDetailsOpen)}
          fallback={(retry) => <BrokenPart text={t('detailsBroken')} onRetry={retry} />}
        >
          <VisitorDetails
            conversation={conversation}
            pages={view.pages}
            trackedEvents={view.trackedEvents}
            isNarrow={isNarrow}
            isCovering={isCovered}
          />
        </PartBoundary>
      )}
    </div>
  )
}

/** The note on a blocked visitor or a closed conversation; `null` if neither applies. */
function standingOf({ status, visitor }: DeskConversation): string | null {
  const isClosed = status === 'CLOSED'
  if (visitor.block) return t(isClosed ? 'blockedClosedAbout' : 'blockedAbout')
  return isClosed ? t('closedAbout') : null
}
