import { useEffect, useRef } from 'react'
import type { FrameHost } from '@/client/visitor/host/frame-host'
import { PartBoundary } from '@/components/ui/part-boundary'
import { ChatLanguage } from '@/components/visitor/chat-language'
import { MessagePreview } from '@/components/visitor/message-preview'
import type { ChatNews } from '@/components/visitor/user-chat-box'
import { MAX_PREVIEW_HEIGHT } from '@/contract/sites/frame-limits'
import styles from './preview-card.module.css'

type PreviewCardProps = {
  host: FrameHost
  conversationId: string
  message: NonNullable<ChatNews['latest']>
}

/** Previews the newest reply while the chat is closed. Reports its height, to which the host page sizes the frame. */
export function PreviewCard({ host, conversationId, message }: PreviewCardProps) {
  const placeRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = placeRef.current
    if (place === null) return
    let reported = 0
    function report(height: number) {
      if (height !== reported) host.report({ type: 'preview', height })
      reported = height
    }
    const measure = () =>
      report(Math.min(MAX_PREVIEW_HEIGHT, Math.ceil(place.getBoundingClientRect().height)))
    const changes = new MutationObserver(measure)
    // Fires only once the card shows, because browsers skip the layout of a hidden frame.
    const sizes = new ResizeObserver(measure)
    changes.observe(place, { childList: true, subtree: true })
    sizes.observe(place)
    measure()
    return () => {
      changes.disconnect()
      sizes.disconnect()
      report(0)
    }
  }, [host])
  return (
    <div ref={placeRef} className={styles.place}>
      <PartBoundary fallback={() => null}>
        <ChatLanguage host={host}>
          <MessagePreview
            conversationId={conversationId}
            message={message}
            storage={host.storage}
            onOpen={host.open}
          />
        </ChatLanguage>
      </PartBoundary>
    </div>
  )
}
