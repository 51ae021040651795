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

/** The newest answer to a visitor who has closed the chat. The page around the frame shows as much of it as the card is high. */
export function PreviewCard({ host, conversationId, message }: PreviewCardProps) {
  const placeRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = placeRef.current
    if (place === null) return
    let told = 0
    function tell(height: number) {
      if (height !== told) host.report({ type: 'preview', height })
      told = height
    }
    const measure = () => tell(Math.min(MAX_PREVIEW_HEIGHT, Math.ceil(place.getBoundingClientRect().height)))
    const changes = new MutationObserver(measure)
    // Browsers skip the layout of a hidden frame, so this one is silent until the card shows.
    const sizes = new ResizeObserver(measure)
    changes.observe(place, { childList: true, subtree: true })
    sizes.observe(place)
    measure()
    return () => {
      changes.disconnect()
      sizes.disconnect()
      tell(0)
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
