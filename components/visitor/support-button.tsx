'use client'

import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { badgeText } from '@/client/visitor/badge-text'
import type { VisitorHost } from '@/client/visitor/host/host'
import { createPageHost } from '@/client/visitor/host/page-host'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { useWords } from '@/hooks/browser/use-words'
import { Announcer } from '../ui/announcer'
import { ChatIcon, ChevronDownIcon } from '../ui/icons'
import { PartBoundary } from '../ui/part-boundary'
import type { ChatEntrance } from './chat-dialog'
import { ChatLanguage } from './chat-language'
import { ChatWaiting } from './chat-waiting'
import { MessagePreview } from './message-preview'
import { rememberOpen, wasOpen } from './open-chat-memory'
import styles from './support-button.module.css'
import { useChatScript } from './use-chat-script'
import type { ChatNews } from './user-chat-box'

export type SupportButtonProps = {
  endpoint: RealtimeEndpoint
  /** The button's environment. Default: Porchlight's own page. */
  host?: VisitorHost
  /** The name shown until an agent has answered. */
  teamName?: string
  /** The site's welcome text for an empty chat. Default: a text in the visitor's language. */
  welcome?: string
}

/** The launcher: opens and closes the chat and shows the unread count. Never opens the chat uninvited. */
export function SupportButton({ host: given, ...props }: SupportButtonProps) {
  const [host] = useState(() => given ?? createPageHost())
  function openAgain(retry: () => void) {
    rememberOpen(true, host.tabStorage)
    retry()
  }
  return (
    <ChatLanguage host={host}>
      <PartBoundary fallback={(retry) => <BrokenLauncher onOpen={() => openAgain(retry)} />}>
        <Support {...props} host={host} />
      </PartBoundary>
    </ChatLanguage>
  )
}

/** The fallback if the launcher itself fails to render. Retries on click and reopens the chat. */
function BrokenLauncher({ onOpen }: { onOpen: () => void }) {
  const { t } = useWords()
  return (
    <div className={styles.corner}>
      <button type="button" className={styles.launcher} aria-label={t('openChat')} onClick={onOpen}>
        <ChatIcon />
      </button>
    </div>
  )
}

function Support({
  endpoint,
  host,
  teamName: given,
  welcome,
}: Required<Pick<SupportButtonProps, 'host'>> & SupportButtonProps) {
  const { t } = useWords()
  const teamName = given ?? t('team')
  const panelId = useId()
  const launcherRef = useRef<HTMLButtonElement>(null)
  const isOpen = useSyncExternalStore(host.onOpenChange, host.isOpen, () => false)
  const [entrance, setEntrance] = useState<ChatEntrance>('asked')
  const { Chat, hasFailed, load } = useChatScript(host.storage)
  const [news, setNews] = useState<ChatNews | null>(null)
  const unreadCount = news?.unreadCount ?? 0
  const newsText = t('newMessage')
  useEffect(() => {
    host.alertTitle(unreadCount, newsText)
    return () => host.alertTitle(0, newsText)
  }, [host, unreadCount, newsText])

  // Reopens a chat that was open on the previous page.
  useEffect(() => {
    let isCurrent = true
    void wasOpen(host.tabStorage).then((was) => {
      if (!isCurrent || !was) return
      if (!host.isOpen()) {
        setEntrance('restored')
        host.open()
      }
      load()
    })
    return () => {
      isCurrent = false
    }
  }, [host, load])

  function close() {
    const hadFocus = document.activeElement?.closest('dialog') != null
    open(false)
    // The browser returns the focus to the previous element, unless that is gone.
    requestAnimationFrame(() => {
      if (hadFocus && document.activeElement === document.body) launcherRef.current?.focus()
    })
  }

  function open(value: boolean) {
    setEntrance(Chat === null ? 'continued' : 'asked')
    rememberOpen(value, host.tabStorage)
    if (value) {
      host.open()
      load()
    } else {
      host.close()
    }
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
              storage={host.storage}
              onOpen={() => open(true)}
            />
          </PartBoundary>
        )}
        <button
          ref={launcherRef}
          type="button"
          className={styles.launcher}
          aria-label={launcherName(isOpen, unreadCount, t)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          // The open panel has its own close button; one tab stop is enough.
          tabIndex={isOpen ? -1 : undefined}
          onPointerEnter={load}
          onFocus={load}
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
      {Chat !== null ? (
        <Chat
          endpoint={endpoint}
          host={host}
          teamName={teamName}
          {...(welcome !== undefined && { welcome })}
          isOpen={isOpen}
          panelId={panelId}
          entrance={entrance}
          onClose={close}
          onNews={setNews}
        />
      ) : (
        isOpen &&
        (entrance !== 'restored' || hasFailed) && (
          <ChatWaiting
            id={panelId}
            teamName={teamName}
            entrance={entrance === 'restored' ? 'restored' : 'asked'}
            hasFailed={hasFailed}
            onRetry={load}
            onClose={close}
          />
        )
      )}
    </Announcer>
  )
}

function launcherName(isOpen: boolean, unreadCount: number, t: VisitorWords['t']): string {
  if (isOpen) return t('closeChat')
  return unreadCount === 0 ? t('openChat') : t('openChatUnread', { count: unreadCount })
}
