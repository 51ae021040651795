import { browserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { readerLanguage, readerTimeZone } from '@/client/browser/locale'
import {
  type FrameMessage,
  frameConnect,
  MAX_UNREAD_COUNT,
  type PageMessage,
  pageMessage,
} from '@/contract/frame-messages'
import { listenToPort } from './bounded-port'
import { frameCredential } from './frame-credential'
import { siteNamespace, type VisitorHost } from './host'

/**
 * Waits until the page that embeds this frame connects, and answers the host that it is. Only the first handshake counts.
 * Who may embed the frame is decided by the browser, which has compared every ancestor with the site's list before it drew
 * the frame; here it matters only that it is the page itself, and not a frame beside this one, that connects.
 */
export async function connectFrameHost(siteKey: string): Promise<VisitorHost> {
  return createFrameHost(siteKey, await handshake())
}

function handshake(): Promise<MessagePort> {
  return new Promise((resolve) => {
    function receive({ source, origin, data, ports }: MessageEvent<unknown>) {
      const [port] = ports
      if (source === null || source !== window.parent || window.parent === window) return
      // A page without an origin, as in a sandbox, could be anyone's.
      if (origin === 'null') return
      if (port === undefined || !frameConnect.safeParse(data).success) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
  })
}

/** The host behind a connected port. The page hears counts from it, never text. */
export function createFrameHost(siteKey: string, port: MessagePort): VisitorHost {
  const namespace = siteNamespace(siteKey)
  const storage = browserStorage(namespace)
  const listeners = new Set<() => void>()
  let page: Extract<PageMessage, { type: 'page' }> | null = null
  let unreadCount = 0
  let isOpen = false

  const send = listenToPort<PageMessage, FrameMessage>(port, pageMessage, (message) => {
    if (message.type === 'page') page = message
    else become(message.type === 'open')
  })
  send({ type: 'connected' })

  function become(value: boolean): boolean {
    if (value === isOpen) return false
    isOpen = value
    for (const listener of listeners) listener()
    return true
  }

  return {
    storage,
    tabStorage: createBrowserStorage(() => sessionStorage, namespace),
    credential: frameCredential(siteKey, storage),
    page: () => ({
      address: page?.address ?? null,
      title: page?.title ?? null,
      referrer: page?.referrer ?? null,
      language: readerLanguage(),
      timeZone: readerTimeZone(),
    }),
    alertTitle(count) {
      const shown = Math.min(count, MAX_UNREAD_COUNT)
      if (shown === unreadCount) return
      unreadCount = shown
      send({ type: 'title', unreadCount })
    },
    isOpen: () => isOpen,
    open() {
      if (become(true)) send({ type: 'open' })
    },
    close() {
      if (become(false)) send({ type: 'close' })
    },
    onOpenChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
