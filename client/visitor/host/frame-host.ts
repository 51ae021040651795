import { browserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { readerLanguage, readerLanguages, readerTimeZone } from '@/client/browser/locale'
import { MAX_UNREAD_COUNT } from '@/contract/sites/frame-limits'
import { type FrameMessage, isConnect, type PageMessage, pageMessages } from '@/contract/sites/frame-messages'
import { listenToPort } from './bounded-port'
import { frameCredential } from './frame-credential'
import { siteNamespace, type VisitorHost } from './host'

/** A page's requests to the chat, other than to open and close it. */
export type PageRequest = Extract<
  PageMessage,
  { type: 'prefill' | 'visitor' | 'identity' | 'track' | 'shutdown' }
>

/** What the chat reports to the page, apart from what every host receives: ids, never text. */
export type ChatReport = Extract<
  FrameMessage,
  { type: 'conversation' | 'message' | 'preview' | 'identity' | 'forgotten' }
>

/** The host in a frame. */
export interface FrameHost extends VisitorHost {
  /** Whether the chat is open because it was open on the previous page, not because the visitor opened it here. */
  isRestored: () => boolean
  /** Calls `listener` with the page's requests, including earlier ones. */
  onRequest: (listener: (request: PageRequest) => void) => void
  report: (report: ChatReport) => void
}

/**
 * Waits for the embedding page's handshake and returns the host for it. Only the first valid handshake counts. The browser
 * enforces the site's allowed origins (`frame-ancestors`); this only checks that the message comes from the parent rather than
 * another frame of the page.
 *
 * @param locale the site's language
 */
export async function connectFrameHost(siteKey: string, locale: string): Promise<FrameHost> {
  return createFrameHost(siteKey, locale, await handshake())
}

function handshake(): Promise<MessagePort> {
  return new Promise((resolve) => {
    function receive({ source, origin, data, ports }: MessageEvent<unknown>) {
      const [port] = ports
      if (source === null || source !== window.parent || window.parent === window) return
      // A sandboxed page has an opaque origin, which cannot be allowed.
      if (origin === 'null') return
      if (port === undefined || !isConnect(data)) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
  })
}

/** The host for a connected port. Sends the page counts and ids, never text. */
export function createFrameHost(siteKey: string, locale: string, port: MessagePort): FrameHost {
  const namespace = siteNamespace(siteKey)
  const storage = browserStorage(namespace)
  const listeners = new Set<() => void>()
  const languageListeners = new Set<() => void>()
  const pageListeners = new Set<() => void>()
  let page: Extract<PageMessage, { type: 'page' }> | null = null
  let unreadCount = 0
  let isOpen = false
  let isRestored = false
  let answerRequest: ((request: PageRequest) => void) | null = null
  const early: PageRequest[] = []

  const send = listenToPort<typeof pageMessages, FrameMessage>(port, pageMessages, (message) => {
    if (message.type === 'page') moveTo(message)
    else if (message.type === 'open') {
      isRestored = message.isRestored === true
      become(true)
    } else if (message.type === 'close') become(false)
    else if (answerRequest === null) early.push(message)
    else answerRequest(message)
  })
  send({ type: 'connected' })

  function moveTo(next: NonNullable<typeof page>) {
    const speaksAnother = next.locale !== page?.locale || next.language !== page?.language
    const isElsewhere = next.address !== page?.address
    page = next
    if (isElsewhere) for (const listener of pageListeners) listener()
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
    onPageChange(listener) {
      pageListeners.add(listener)
      return () => pageListeners.delete(listener)
    },
    languages: () => ({
      asked: page?.locale ?? null,
      page: page?.language ?? null,
      reader: readerLanguages(),
      site: locale,
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
    isRestored: () => isRestored,
    onRequest(listener) {
      answerRequest = listener
      for (const request of early.splice(0)) listener(request)
    },
    report: send,
    isOpen: () => isOpen,
    open() {
      // Before the change, so that the page does not hide the frame, which has the focus, between its card and its chat.
      if (!isOpen) send({ type: 'open' })
      become(true)
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
