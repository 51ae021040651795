'use client'

import { useEffect, useId, useState } from 'react'
import type { RealtimeEndpoint } from '@/contract/realtime-endpoint'
import { useTitleAlert } from '@/hooks/use-title-alert'
import { Announcer } from './announcer'
import { ChatIcon, ChevronDownIcon } from './icons'
import { MessagePreview } from './message-preview'
import { rememberOpen, wasOpen } from './open-chat-memory'
import { PartBoundary } from './part-boundary'
import styles from './support-button.module.css'
import { type ChatNews, UserChatBox } from './user-chat-box'

type SupportButtonProps = {
  endpoint: RealtimeEndpoint
  /** Who answers, as long as no agent has. */
  teamName?: string
}

/** Opens and closes the chat, and shows what is unread. Never opens it uninvited. */
export function SupportButton(props: SupportButtonProps) {
  return (
    <PartBoundary fallback={(retry) => <BrokenLauncher onRetry={retry} />}>
      <Support {...props} />
    </PartBoundary>
  )
}

/** What is left when even the button could not be drawn: another one. The chat behind it goes on where it was. */
function BrokenLauncher({ onRetry }: { onRetry: () => void }) {
  function openAgain() {
    rememberOpen(true)
    onRetry()
  }
  return (
    <div className={styles.corner}>
      <button type="button" className={styles.launcher} aria-label="Open chat" onClick={openAgain}>
        <ChatIcon />
      </button>
    </div>
  )
}

function Support({ endpoint, teamName = 'Support' }: SupportButtonProps) {
  const panelId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [news, setNews] = useState<ChatNews | null>(null)
  const unreadCount = news?.unreadCount ?? 0
  useTitleAlert(unreadCount > 0 ? `(${badgeText(unreadCount)}) New message` : null)

  // Whoever goes on to another page of the site with an open chat finds it open there.
  useEffect(() => {
    if (wasOpen()) setIsOpen(true)
  }, [])

  function open(value: boolean) {
    setIsOpen(value)
    rememberOpen(value)
  }

  return (
    <Announcer>
      <div className={styles.corner}>
        {!isOpen && news?.latest && (
          <PartBoundary fallback={() => null} shows={String(news.latest.sequence)}>
            <MessagePreview
              key={news.latest.sequence}
              conversationId={news.conversationId}
              message={news.latest}
              onOpen={() => open(true)}
            />
          </PartBoundary>
        )}
        <button
          type="button"
          className={styles.launcher}
          aria-label={launcherName(isOpen, unreadCount)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => open(!isOpen)}
        >
          {isOpen ? <ChevronDownIcon size={26} /> : <ChatIcon />}
          {!isOpen && unreadCount > 0 && (
            <span className={styles.badge} aria-hidden="true">
              {badgeText(unreadCount)}
            </span>
          )}
        </button>
      </div>
      <UserChatBox
        endpoint={endpoint}
        teamName={teamName}
        isOpen={isOpen}
        panelId={panelId}
        onClose={() => open(false)}
        onNews={setNews}
      />
    </Announcer>
  )
}

function launcherName(isOpen: boolean, unreadCount: number): string {
  if (isOpen) return 'Close chat'
  if (unreadCount === 0) return 'Open chat'
  return `Open chat, ${unreadCount} unread ${unreadCount === 1 ? 'message' : 'messages'}`
}

function badgeText(unreadCount: number): string {
  return unreadCount > 9 ? '9+' : String(unreadCount)
}
