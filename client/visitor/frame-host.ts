import { browserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { readerLanguage, readerLanguages, readerTimeZone } from '@/client/browser/locale'
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
 * Waits for the embedding page's handshake and returns the host behind it. Only the first valid handshake counts. The browser
 * enforces the site's list of allowed origins (`frame-ancestors`); this only makes sure that the message comes from the parent and
 * not from another frame of the page.
 */
export async function connectFrameHost(siteKey: string): Promise<VisitorHost> {
  return createFrameHost(siteKey, await handshake())
}

function handshake(): Promise<MessagePort> {
  return new Promise((resolve) => {
    function receive({ source, origin, data, ports }: MessageEvent<unknown>) {
      const [port] = ports
      if (source === null || source !== window.parent || window.parent === window) return
      // A sandboxed page has no origin that could be allowed.
      if (origin === 'null') return
      if (port === undefined || !frameConnect.safeParse(data).success) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
  })
}

/** The host behind a connected port. It sends the page counts, never text. */
export function createFrameHost(siteKey: string, port: MessagePort): VisitorHost {
  const namespace = siteNamespace(siteKey)
  const storage = browserStorage(namespace)
  const listeners = new Set<() => void>()
  const languageListeners = new Set<() => void>()
  let page: Extract<PageMessage, { type: 'page' }> | null = null
  let unreadCount = 0
  let isOpen = false

  const send = listenToPort<PageMessage, FrameMessage>(port, pageMessage, (message) => {
    if (message.type === 'page') moveTo(message)
    else become(message.type === 'open')
  })
  send({ type: 'connected' })

  function moveTo(next: NonNullable<typeof page>) {
    const speaksAnother = next.locale !== page?.locale || next.language !== page?.language
    page = next
    if (speaksAnother) for (const listener of languageListeners) listener()
  }

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
    server: '',
    page: () => ({
      address: page?.address ?? null,
      title: page?.title ?? null,
      referrer: page?.referrer ?? null,
      language: readerLanguage(),
      timeZone: readerTimeZone(),
    }),
    languages: () => ({
      asked: page?.locale ?? null,
      page: page?.language ?? null,
      reader: readerLanguages(),
      site: null,
    }),
    onLanguagesChange(listener) {
      languageListeners.add(listener)
      return () => languageListeners.delete(listener)
    },
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
