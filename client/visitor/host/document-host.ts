import { readerLanguage, readerLanguages, readerTimeZone } from '@/client/browser/locale'
import { badgeText } from '../badge-text'
import { alertTitle } from '../title-alert'
import type { VisitorHost } from './host'

/** How often to check the address in browsers without navigation events, in milliseconds. */
const LOOK_MS = 1_000

/**
 * The host for a chat in the page itself rather than in a frame. Creating one has no effects, so it may happen during a render,
 * including on a server.
 */
export function createDocumentHost(
  place: Pick<VisitorHost, 'storage' | 'tabStorage' | 'credential' | 'server'>,
): VisitorHost {
  const listeners = new Set<() => void>()
  let isOpen = false
  let stopAlert: (() => void) | null = null

  function become(value: boolean) {
    if (value === isOpen) return
    isOpen = value
    for (const listener of listeners) listener()
  }

  return {
    ...place,
    page: () => ({
      address: location.href,
      title: document.title,
      referrer: document.referrer,
      language: readerLanguage(),
      timeZone: readerTimeZone(),
    }),
    onPageChange: followAddress,
    languages: () => ({
      asked: null,
      page: document.documentElement.lang,
      reader: readerLanguages(),
      site: null,
    }),
    onLanguagesChange(listener) {
      const observer = new MutationObserver(listener)
      observer.observe(document.documentElement, { attributeFilter: ['lang'] })
      return () => observer.disconnect()
    },
    alertTitle(unreadCount, news) {
      stopAlert?.()
      stopAlert = unreadCount > 0 ? alertTitle(`(${badgeText(unreadCount)}) ${news}`) : null
    },
    isOpen: () => isOpen,
    open: () => become(true),
    close: () => become(false),
    onOpenChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Calls `listener` when a single-page app changes its address. Does not patch the history. */
function followAddress(listener: () => void): () => void {
  let address = location.href
  function look() {
    if (location.href === address) return
    address = location.href
    listener()
  }
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation === undefined) {
    const looking = setInterval(look, LOOK_MS)
    return () => clearInterval(looking)
  }
  navigation.addEventListener('currententrychange', look)
  return () => navigation.removeEventListener('currententrychange', look)
}
