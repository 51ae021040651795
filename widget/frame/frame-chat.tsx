import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { putBack } from '@/client/outbox/drafts'
import type { FrameHost, PageRequest } from '@/client/visitor/frame-host'
import { Announcer } from '@/components/announcer'
import { BrokenChat } from '@/components/broken-chat'
import { IsFramed } from '@/components/chat-dialog'
import { PartBoundary } from '@/components/part-boundary'
import { type ChatNews, UserChatBox } from '@/components/user-chat-box'
import { forgetVisitor } from './forget-visitor'
import type { FrameSettings } from './site'
import { tellVisitor } from './tell-visitor'

/** The visitor's chat in a frame. Tells the page around it what it needs to know: counts and ids. */
export function FrameChat({ site, endpoint, host }: FrameSettings & { host: FrameHost }) {
  const isOpen = useSyncExternalStore(host.onOpenChange, host.isOpen)
  const [news, setNews] = useState<ChatNews | null>(null)
  useReports(host, news)
  useRequests(host, news?.conversationId ?? null)
  useSdkInAdvance(isOpen)
  const close = useCallback(() => host.close(), [host])

  return (
    <IsFramed value={true}>
      <PartBoundary fallback={(retry) => (isOpen ? <BrokenChat onRetry={retry} onClose={close} /> : null)}>
        <Announcer>
          <UserChatBox
            endpoint={endpoint}
            host={host}
            isOpen={isOpen}
            entrance={host.isRestored() ? 'restored' : 'asked'}
            onClose={close}
            onNews={setNews}
            {...(site.settings.title !== null && { teamName: site.settings.title })}
          />
        </Announcer>
      </PartBoundary>
    </IsFramed>
  )
}

function useReports(host: FrameHost, news: ChatNews | null): void {
  const unreadCount = news?.unreadCount ?? 0
  const conversationId = news?.conversationId ?? null
  const sequence = news?.latest?.sequence ?? null
  const told = useRef<number | null>(null)
  // The page writes the words of its title itself.
  useEffect(() => host.alertTitle(unreadCount, ''), [host, unreadCount])
  useEffect(() => host.report({ type: 'conversation', id: conversationId }), [host, conversationId])
  useEffect(() => {
    if (conversationId === null || sequence === null || sequence <= (told.current ?? -1)) return
    told.current = sequence
    host.report({ type: 'message', conversationId, sequence })
  }, [host, conversationId, sequence])
}

function useRequests(host: FrameHost, conversationId: string | null): void {
  const [visitor, setVisitor] = useState<Extract<PageRequest, { type: 'visitor' }> | null>(null)
  useEffect(() => {
    host.onRequest((request) => {
      if (request.type === 'prefill') void putBack('visitor', request.text, host.storage)
      else if (request.type === 'visitor') setVisitor(request)
      else void forgetVisitor(host)
    })
  }, [host])
  useEffect(() => {
    if (conversationId !== null && visitor !== null) void tellVisitor(host, conversationId, visitor)
  }, [host, conversationId, visitor])
}

/** Fetches the realtime client once the chat is open and the browser has time: it is needed with the first message. */
function useSdkInAdvance(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const load = () => void import('ably/modular').catch(() => {})
    const timer = setTimeout(load, SDK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isOpen])
}

/** After the chat has opened and its first picture is drawn. */
const SDK_AFTER_MS = 500
