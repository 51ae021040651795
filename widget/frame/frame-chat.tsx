import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { putBack } from '@/client/outbox/drafts'
import { loadRealtime } from '@/client/realtime/realtime-client'
import type { FrameHost, PageRequest } from '@/client/visitor/host/frame-host'
import { hasVisited } from '@/client/visitor/visitor-memory'
import { Announcer } from '@/components/ui/announcer'
import { PartBoundary } from '@/components/ui/part-boundary'
import { BrokenChat } from '@/components/visitor/broken-chat'
import { IsFramed } from '@/components/visitor/chat-dialog'
import { type ChatNews, UserChatBox } from '@/components/visitor/user-chat-box'
import { createEventTracker } from './event-tracker'
import { forgetVisitor } from './forget-visitor'
import type { FrameSettings } from './site'
import { updateVisitor } from './update-visitor'
import { useDocumentLanguage } from './use-document-language'
import { usePreviewCard } from './use-preview-card'
import { createVisitorIdentity, type VisitorIdentity } from './visitor-identity'

/** The visitor's chat in a frame. Reports only counts and ids to the host page. */
export function FrameChat({ site, endpoint, host }: FrameSettings & { host: FrameHost }) {
  const isOpen = useSyncExternalStore(host.onOpenChange, host.isOpen)
  const [news, setNews] = useState<ChatNews | null>(null)
  useDocumentLanguage(host)
  useReports(host, news)
  const [identity] = useState(() => createVisitorIdentity(host, { isOff: site.settings.identity === 'off' }))
  const person = useSyncExternalStore(identity.subscribe, identity.current)
  useRequests(host, identity, news?.conversationId ?? null)
  useIdentity(host, identity, isOpen)
  useSdkPreload(isOpen)
  const latest = isOpen ? null : (news?.latest ?? null)
  const PreviewCard = usePreviewCard(latest !== null)
  const close = useCallback(() => host.close(), [host])

  return (
    <IsFramed value={true}>
      <PartBoundary fallback={(retry) => (isOpen ? <BrokenChat onRetry={retry} onClose={close} /> : null)}>
        <Announcer>
          {person !== null && (
            <UserChatBox
              key={person}
              endpoint={endpoint}
              host={host}
              isOpen={isOpen}
              entrance={host.isRestored() ? 'restored' : 'asked'}
              onClose={close}
              onNews={setNews}
              teamName={site.settings.title ?? site.name}
              {...(site.settings.welcome !== null && { welcome: site.settings.welcome })}
            />
          )}
          {news && latest && PreviewCard && (
            <PreviewCard
              key={latest.sequence}
              host={host}
              conversationId={news.conversationId}
              message={latest}
            />
          )}
        </Announcer>
      </PartBoundary>
    </IsFramed>
  )
}

function useReports(host: FrameHost, news: ChatNews | null): void {
  const unreadCount = news?.unreadCount ?? 0
  const conversationId = news?.conversationId ?? null
  const sequence = news?.latest?.sequence ?? null
  const reported = useRef<number | null>(null)
  // No text: the loader has the words for the page's title.
  useEffect(() => host.alertTitle(unreadCount, ''), [host, unreadCount])
  useEffect(() => {
    if (conversationId !== null) return host.report({ type: 'conversation', id: conversationId })
    // Not loaded yet, or there is none. Only the latter may make the page forget that there was one.
    let isCurrent = true
    void hasVisited(host.storage).then((isExpected) => {
      if (isCurrent && !isExpected) host.report({ type: 'conversation', id: null })
    })
    return () => {
      isCurrent = false
    }
  }, [host, conversationId])
  useEffect(() => {
    if (conversationId === null || sequence === null || sequence <= (reported.current ?? -1)) return
    reported.current = sequence
    host.report({ type: 'message', conversationId, sequence })
  }, [host, conversationId, sequence])
}

/** Requests the visitor's identity from the page when the chat opens, or at once if there is a conversation. */
function useIdentity(host: FrameHost, identity: VisitorIdentity, isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) identity.ask()
    else void hasVisited(host.storage).then((isNeeded) => isNeeded && identity.ask())
  }, [host, identity, isOpen])
}

function useRequests(host: FrameHost, identity: VisitorIdentity, conversationId: string | null): void {
  const details = useRef<Pick<Extract<PageRequest, { type: 'visitor' }>, 'name' | 'email'>>({})
  const [visitor, setVisitor] = useState<Extract<PageRequest, { type: 'visitor' }> | null>(null)
  const [tracker] = useState(() => createEventTracker(host))
  useEffect(() => {
    host.onRequest((request) => {
      if (request.type === 'prefill') void putBack('visitor', request.text, host.storage)
      else if (request.type === 'visitor') {
        const { name, email } = request
        details.current = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
        setVisitor(request)
      } else if (request.type === 'identity') identity.receive(request, details.current)
      else if (request.type === 'track') tracker.add(request)
      else void forgetVisitor(host)
    })
  }, [host, identity, tracker])
  useEffect(() => tracker.follow(conversationId), [tracker, conversationId])
  useEffect(() => {
    if (conversationId !== null && visitor !== null) void updateVisitor(host, conversationId, visitor)
  }, [host, conversationId, visitor])
}

/** Preloads the realtime client shortly after the chat opens, because the first message needs it. */
function useSdkPreload(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const load = () => void loadRealtime().catch(() => {})
    const timer = setTimeout(load, SDK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isOpen])
}

/** Long enough for the chat to open and paint, in milliseconds. */
const SDK_AFTER_MS = 500
