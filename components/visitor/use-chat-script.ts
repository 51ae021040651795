import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react'
import { askVersion } from '@/client/api/server-version'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { hasVisited } from '@/client/visitor/visitor-memory'
import type { UserChatBoxProps } from './user-chat-box'

type ChatScript = {
  /** The chat; `null` until its script has arrived. */
  Chat: ComponentType<UserChatBoxProps> | null
  hasFailed: boolean
  /** Fetches the script, once. After a failure, once more. */
  load: () => void
}

/**
 * The chat's own script, most of what it weighs. A page with a closed button fetches it when somebody reaches for the
 * button, and as soon as there is time where the visitor has a conversation, in this tab or another: then there may be
 * news.
 */
export function useChatScript(storage: BrowserStorage): ChatScript {
  const [Chat, setChat] = useState<ComponentType<UserChatBoxProps> | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const isAsked = useRef(false)

  const load = useCallback(() => {
    if (isAsked.current) return
    isAsked.current = true
    setHasFailed(false)
    import('./user-chat-box').then(
      ({ UserChatBox }) => setChat(() => UserChatBox),
      () => {
        isAsked.current = false
        setHasFailed(true)
        void askVersion()
      },
    )
  }, [])

  useEffect(() => {
    const loadIfVisited = async () => {
      if (await hasVisited(storage)) load()
    }
    const cancel = whenIdle(() => void loadIfVisited())
    const stopFollowing = storage.subscribe(() => void loadIfVisited())
    return () => {
      cancel()
      stopFollowing()
    }
  }, [load, storage])

  return { Chat, hasFailed, load }
}

/** Not every browser tells when it has time. Returns how to give up waiting. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 200)
    return () => clearTimeout(timer)
  }
  const request = requestIdleCallback(act, { timeout: 2_000 })
  return () => cancelIdleCallback(request)
}
