import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react'
import { askVersion } from '@/client/api/server-version'
import type { BrowserStorage } from '@/client/browser/browser-storage'
import { hasVisited } from '@/client/visitor/visitor-memory'
import type { UserChatBoxProps } from './user-chat-box'

type ChatScript = {
  /** The chat; `null` until its script has loaded. */
  Chat: ComponentType<UserChatBoxProps> | null
  hasFailed: boolean
  /** Loads the script. A no-op while it is loading or loaded; retries after a failure. */
  load: () => void
}

/**
 * Loads the chat's script, which is most of its size, lazily: when the visitor reaches for the button, or on idle if they have a
 * conversation, started in this tab or another, because there may be new messages.
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

/** Falls back to a timer in browsers without `requestIdleCallback`. Returns a function that cancels. */
function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 200)
    return () => clearTimeout(timer)
  }
  const request = requestIdleCallback(act, { timeout: 2_000 })
  return () => cancelIdleCallback(request)
}
