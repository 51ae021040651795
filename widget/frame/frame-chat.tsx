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
import { createEventTeller } from './event-teller'
import { forgetVisitor } from './forget-visitor'
import type { FrameSettings } from './site'
import { tellVisitor } from './tell-visitor'
import { usePreviewCard } from './use-preview-card'
import { createVisitorIdentity, type VisitorIdentity } from './visitor-identity'

/** The visitor's chat in a frame. Tells the page around it what it needs to know: counts and ids. */
export function FrameChat({ site, endpoint, host }: FrameSettings & { host: FrameHost }) {
  const isOpen = useSyncExternalStore(host.onOpenChange, host.isOpen)
  const [news, setNews] = useState<ChatNews | null>(null)
  useReports(host, news)
  const [identity] = useState(() => createVisitorIdentity(host, { isOff: site.settings.identity === 'off' }))
  const person = useSyncExternalStore(identity.subscribe, identity.current)
  useRequests(host, identity, news?.conversationId ?? null)
  useIdentity(host, identity, isOpen)
  useSdkInAdvance(isOpen)
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
  const told = useRef<number | null>(null)
  // The page writes the words of its title itself.
  useEffect(() => host.alertTitle(unreadCount, ''), [host, unreadCount])
  useEffect(() => {
    if (conversationId !== null) return host.report({ type: 'conversation', id: conversationId })
    // None so far. As long as one may still be on its way, the page must not forget that there is one.
    let isCurrent = true
    void hasVisited(host.storage).then((isExpected) => {
      if (isCurrent && !isExpected) host.report({ type: 'conversation', id: null })
    })
    return () => {
      isCurrent = false
    }
  }, [host, conversationId])
  useEffect(() => {
    if (conversationId === null || sequence === null || sequence <= (told.current ?? -1)) return
    told.current = sequence
    host.report({ type: 'message', conversationId, sequence })
  }, [host, conversationId, sequence])
}

/** Has the page say who its visitor is, when the chat is opened or there is a conversation. */
function useIdentity(host: FrameHost, identity: VisitorIdentity, isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) identity.ask()
    else void hasVisited(host.storage).then((isNeeded) => isNeeded && identity.ask())
  }, [host, identity, isOpen])
}

function useRequests(host: FrameHost, identity: VisitorIdentity, conversationId: string | null): void {
  const details = useRef<Pick<Extract<PageRequest, { type: 'visitor' }>, 'name' | 'email'>>({})
  const [visitor, setVisitor] = useState<Extract<PageRequest, { type: 'visitor' }> | null>(null)
  const [teller] = useState(() => createEventTeller(host))
  useEffect(() => {
    host.onRequest((request) => {
      if (request.type === 'prefill') void putBack('visitor', request.text, host.storage)
      else if (request.type === 'visitor') {
        const { name, email } = request
        details.current = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
        setVisitor(request)
      } else if (request.type === 'identity') identity.told(request, details.current)
      else if (request.type === 'track') teller.add(request)
      else void forgetVisitor(host)
    })
  }, [host, identity, teller])
  useEffect(() => teller.follow(conversationId), [teller, conversationId])
  useEffect(() => {
    if (conversationId !== null && visitor !== null) void tellVisitor(host, conversationId, visitor)
  }, [host, conversationId, visitor])
}

/** Fetches the realtime client once the chat is open and the browser has time: it is needed with the first message. */
function useSdkInAdvance(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const load = () => void loadRealtime().catch(() => {})
    const timer = setTimeout(load, SDK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isOpen])
}

/** After the chat has opened and its first picture is drawn. */
const SDK_AFTER_MS = 500
