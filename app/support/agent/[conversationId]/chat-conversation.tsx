'use client'

import type { MouseEvent } from 'react'
import { isWritten, type TimelineEntry } from '@/client/conversation/timeline-entries'
import { browserInWords } from '@/client/desk/browser-in-words'
import type { DeskConversation } from '@/client/desk/desk-conversation'
import { needsAnswer } from '@/client/desk/inbox'
import { putBack } from '@/client/outbox/drafts'
import { displayName } from '@/client/text/alias'
import { formatAge } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/agent/controls.module.css'
import { useAnnounce } from '@/components/announcer'
import { BrokenPart } from '@/components/broken-part'
import { ClockIcon } from '@/components/icons'
import { MessageComposer } from '@/components/message-composer'
import { MessageLog } from '@/components/message-log'
import { PartBoundary } from '@/components/part-boundary'
import type { ConversationSnapshot } from '@/contract/conversation'
import { useConversation } from '@/hooks/use-conversation'
import { useDeskWords } from '@/hooks/use-desk-words'
import { useMediaQuery } from '@/hooks/use-media-query'
import { useMessageAnnouncements } from '@/hooks/use-message-announcements'
import { useNow } from '@/hooks/use-now'
import { draftKeyOf, useDesk } from '../desk-context'
import { useSignIn } from '../use-sign-in'
import styles from './chat-conversation.module.css'
import { ChatHeader } from './chat-header'
import { NoSuchConversation } from './no-such-conversation'
import { useFirstPicture } from './use-first-picture'
import { useOpeningFocus } from './use-opening-focus'
import { useOwnHosts } from './use-own-hosts'
import { usePeople } from './use-people'
import { useScrollMemory } from './use-scroll-memory'
import { VisitorDetails } from './visitor-details'
import { pageName } from './visitor-facts'

const { t } = inboxWords

type ChatConversationProps = {
  conversationId: string
  /** What the server put into the page; `null` when this conversation was opened later. */
  initial: ConversationSnapshot | null
}

/** A conversation as the agent reads and answers it. */
export function ChatConversation({ conversationId, initial }: ChatConversationProps) {
  const { self, place, goBack, inbox, sessions, changeStatus, settle } = useDesk()
  const chat = useConversation({ side: 'agent', conversationId, initial, selfId: self.id, sessions })
  const { view } = chat
  const isNarrow = useMediaQuery('(max-width: 719px)')
  const isCovered = useMediaQuery('(max-width: 1179px)') && place.isDetailsOpen
  const conversation = inbox.find(conversationId, view.conversation)
  const people = usePeople(
    conversation && { siteId: conversation.siteId, conversationId },
    self,
    chat.typists,
  )
  const visitorName = conversation ? displayName(conversation.visitor) : t('theVisitor')
  const isReady = useFirstPicture({
    isLoaded: view.phase === 'ready',
    isBehind: (conversation?.lastSequence ?? 0) > (view.conversation?.lastSequence ?? 0),
  })
  const deskWords = useDeskWords()
  const draftKey = draftKeyOf(self.id, conversationId)
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
    void putBack(draftKey, held.content)
    // What held it back was shown with it.
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
    <div className={styles.columns} data-details={place.isDetailsOpen}>
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
        />
        {view.phase === 'loading' ? (
          <LogSkeleton />
        ) : (
          <MessageLog
            side="agent"
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
            {people.writing.length > 0 &&
              deskWords.t('writingReply', {
                count: people.writing.length,
                names: deskWords.list(people.writing),
              })}
          </p>
          {conversation && needsAnswer(conversation) && (
            <Waiting conversation={conversation} onSettle={() => settle(conversationId)} />
          )}
          {standing && <p className={styles.closed}>{standing}</p>}
          {!view.isStorageSafe && <p className={styles.closed}>{t('nothingKept')}</p>}
          <MessageComposer
            label={t('replyTo', { name: visitorName })}
            placeholder={t('replyToPlaceholder', { name: visitorName })}
            draftKey={draftKey}
            onSend={chat.send}
            onTyping={chat.onTyping}
            onStopTyping={chat.onStopTyping}
            onBegin={chat.beginReply}
            onSendAndClose={(content) => chat.send(content, { close: !isClosed })}
            onClose={() => {
              if (!isClosed) changeStatus(conversationId, 'CLOSED')
            }}
          />
        </div>
      </section>
      {isCovered && !isNarrow && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape and the sheet's button do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div className={styles.scrim} onClick={() => goBack({ isDetailsOpen: false })} />
      )}
      {conversation && (
        <PartBoundary
          shows={String(place.isDetailsOpen)}
          fallback={(retry) => <BrokenPart text={t('detailsBroken')} onRetry={retry} />}
        >
          <VisitorDetails
            conversation={conversation}
            pages={view.pages}
            trackedEvents={view.trackedEvents}
            isNarrow={isNarrow}
          />
        </PartBoundary>
      )}
    </div>
  )
}

/** Why the visitor may not answer, or how the conversation opens again; `null` for an ordinary one. */
function standingOf({ status, visitor }: DeskConversation): string | null {
  const isClosed = status === 'CLOSED'
  if (visitor.block) return t(isClosed ? 'blockedClosedAbout' : 'blockedAbout')
  return isClosed ? t('closedAbout') : null
}

/** Since when the visitor waits, and the way to say that nobody needs to answer. */
function Waiting({ conversation, onSettle }: { conversation: DeskConversation; onSettle: () => void }) {
  const now = useNow()
  const since = new Date(conversation.waitingSince ?? 0)
  const isRecent = now === null || now - since.getTime() < 60_000

  function settle(event: MouseEvent<HTMLElement>) {
    // The button goes, and must not take the focus with it.
    event.currentTarget.closest<HTMLElement>('section')?.focus({ preventScroll: true })
    onSettle()
  }
  return (
    <p className={styles.waiting}>
      <ClockIcon size={14} />
      <span>
        {isRecent ? t('needsAnswer') : t('needsAnswerSince', { age: formatAge(since, new Date(now)) })}
      </span>
      <button type="button" aria-keyshortcuts="d" onClick={settle}>
        <span>{t('noAnswerNeeded')}</span>
        <span className={controls.key} aria-hidden="true">
          D
        </span>
      </button>
    </p>
  )
}

/** Where the visitor wrote from, above the first message. */
function Beginning({ conversation: { context, siteId } }: { conversation: DeskConversation }) {
  const page = pageName(context?.pageUrl, useOwnHosts(siteId))
  if (page === null) return null
  return (
    <p className={styles.beginning}>
      <span>{t('startedFrom')}</span>
      <bdi dir="ltr">
        <b>{page}</b>
      </bdi>
      {context?.browser && <span>{` · ${browserInWords(context.browser)}`}</span>}
    </p>
  )
}

function LogSkeleton() {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{t('loadingMessages')}</span>
      <i />
      <i />
      <i />
    </div>
  )
}
