'use client'

import { useRef, useState } from 'react'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { CONNECTION_NOTICE_AFTER_MS } from '@/client/constants'
import { type ConversationView, mayListen } from '@/client/conversation/conversation-view'
import { isWritten, type TimelineEntry } from '@/client/conversation/timeline-entries'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import { can, visitorOf } from '@/contract/policy'
import { useDelayed } from '@/hooks/browser/use-delayed'
import { useIsOnline } from '@/hooks/browser/use-is-online'
import { useWords } from '@/hooks/browser/use-words'
import type { ConversationState } from '@/hooks/conversation/use-conversation'
import { useMessageAnnouncements } from '@/hooks/conversation/use-message-announcements'
import { useAvailability } from '@/hooks/realtime/use-availability'
import { MessageComposer } from '../composer/message-composer'
import { MessageLog } from '../log/message-log'
import { Announcer, useAnnounce } from '../ui/announcer'
import { BrandMark } from '../ui/brand-mark'
import { ConnectionNotice } from '../ui/connection-notice'
import { ChatDialog, type ChatEntrance } from './chat-dialog'
import { ChatHeader } from './chat-header'
import styles from './chat-panel.module.css'
import { HoneypotField } from './honeypot-field'
import { AddressCard } from './reach/address-card'
import { FirstContact } from './reach/first-contact'
import { useReach } from './reach/use-reach'

type ChatPanelProps = {
  id?: string | undefined
  chat: ConversationState
  /** The browser storage of the visitor's site. */
  storage: BrowserStorage
  teamName: string
  /** The site's welcome text for an empty chat. Default: a text in the visitor's language. */
  welcome?: string | undefined
  nameOf: (who: { senderName: string | null }) => string
  entrance?: ChatEntrance | undefined
  onClose: () => void
}

/** The open chat: header, log and composer. */
export function ChatPanel({
  id,
  chat,
  storage,
  teamName,
  welcome,
  nameOf,
  entrance,
  onClose,
}: ChatPanelProps) {
  const headingRef = useRef<HTMLHeadingElement>(null)
  const honeypotRef = useRef<HTMLInputElement>(null)
  const [openedAt] = useState(() => performance.now())
  const { view, typists } = chat
  const { t } = useWords()
  const answerer = view.entries.filter(isWritten).findLast(({ side }) => side === 'agent')
  const isNetworkThere = useIsOnline()
  // A visitor who may not subscribe has no realtime connection to wait for.
  const isConnected = view.conversationId === null || !mayListen(view) ? isNetworkThere : chat.isLive
  const isReady = view.phase !== 'loading'
  const isAgentThere = useAvailability(view.siteId, answerer?.key ?? null)
  const isLost = useDelayed(!isConnected, CONNECTION_NOTICE_AFTER_MS)
  const isOnline = isLost || view.problem === 'archived' ? null : isAgentThere
  const footRef = useRef<HTMLDivElement>(null)
  const focusComposer = () => footRef.current?.querySelector('textarea')?.focus()
  const reach = useReach(storage, {
    isAgentThere: isOnline,
    isEmpty: view.phase === 'empty' && view.entries.length === 0,
  })
  const firstOwn = view.hasOlder ? undefined : view.entries.find((entry) => isWritten(entry) && entry.isOwn)
  // For verified visitors, the site provides the address.
  const mayTell =
    view.conversation !== null &&
    !view.conversation.visitor.isVerified &&
    can(visitorOf(view.conversation), 'rename_visitor')

  function send(content: string) {
    chat.send(content, { signs: { openedAt, website: honeypotRef.current?.value ?? '' } })
  }

  const typingNames = typists
    .filter(({ side }) => side === 'agent')
    .map(({ userId }) => nameOfAgent(view.entries, userId) ?? teamName)

  return (
    <ChatDialog id={id} headingRef={headingRef} entrance={entrance} onClose={onClose}>
      <Announcer>
        <Announcements entries={view.entries} isReady={isReady} nameOf={nameOf} />
        <ChatHeader
          headingRef={headingRef}
          teamName={teamName}
          answerer={
            answerer
              ? {
                  id: answerer.senderId ?? teamName,
                  name: answerer.senderName ?? teamName,
                  picture: answerer.senderPicture,
                }
              : null
          }
          isOnline={isOnline}
          onClose={onClose}
        />
        <ConnectionNotice isConnected={isConnected} />
        {!view.isStorageSafe && <p className={styles.note}>{t('nothingKept')}</p>}
        <MessageLog
          side="visitor"
          entries={view.entries}
          isReady={isReady}
          readSequence={view.readSequence}
          hasOlder={view.hasOlder}
          nameOf={nameOf}
          typingNames={[...new Set(typingNames)]}
          onRead={chat.markRead}
          onLoadOlder={chat.loadOlder}
          onRetry={chat.retry}
          onDiscard={chat.discard}
          insertion={
            firstOwn?.sequence != null && view.conversation !== null && mayTell
              ? {
                  below: firstOwn.key,
                  content: (
                    <AddressCard
                      email={view.conversation.visitor.email}
                      isVerified={view.conversation.visitor.isVerified}
                      reach={reach}
                      onTell={chat.tellVisitor}
                      onLeave={focusComposer}
                    />
                  ),
                }
              : null
          }
        >
          {isReady && (
            <div className={styles.welcome}>
              <BrandMark size={48} />
              <p>{welcome ?? t('hello')}</p>
              {welcome === undefined && <p>{t('invitation')}</p>}
              {reach.isAskingFirst && <FirstContact reach={reach} onDone={focusComposer} />}
            </div>
          )}
        </MessageLog>
        <div ref={footRef} className={styles.foot}>
          <p role="status" className={styles.state}>
            {stateText(view, t)}
          </p>
          <MessageComposer
            label={t('field')}
            placeholder={t('writeMessage')}
            draftKey="visitor"
            storage={storage}
            onSend={send}
            admits={reach.admit}
            onTyping={chat.onTyping}
            onStopTyping={chat.onStopTyping}
            actions={<HoneypotField inputRef={honeypotRef} />}
          />
        </div>
      </Announcer>
    </ChatDialog>
  )
}

/** What the visitor should know before writing, if anything. */
function stateText({ conversation, phase, problem }: ConversationView, t: VisitorWords['t']): string | null {
  if (phase === 'gone') return t('cookiesNeeded')
  if (problem === 'erased') return t('erased')
  if (problem === 'archived') return t('archived')
  if (conversation && !can(visitorOf(conversation), 'reply')) return t('blocked')
  return conversation?.status === 'CLOSED' ? t('closed') : null
}

function Announcements(
  props: Pick<ChatPanelProps, 'nameOf'> & { entries: readonly TimelineEntry[]; isReady: boolean },
) {
  useMessageAnnouncements({ ...props, side: 'visitor', announce: useAnnounce() })
  return null
}

function nameOfAgent(entries: readonly TimelineEntry[], userId: string): string | null {
  return entries.findLast(({ senderId }) => senderId === userId)?.senderName ?? null
}
