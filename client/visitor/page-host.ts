import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { readerLanguage, readerTimeZone } from '@/client/browser/locale'
import { badgeText } from './badge-text'
import { adoptFirstNames } from './first-names'
import { siteNamespace, type VisitorHost } from './host'
import { alertTitle } from './title-alert'

/** The namespace of our own page; no site's key looks like it. */
const NAMESPACE = siteNamespace('default')

let storage: BrowserStorage | null = null
let tabStorage: BrowserStorage | null = null

/** One per page, so that every host reads back what only memory could hold. */
function ownStorage(): BrowserStorage {
  storage ??= createBrowserStorage(() => adoptFirstNames(localStorage, NAMESPACE), NAMESPACE)
  return storage
}

function ownTabStorage(): BrowserStorage {
  tabStorage ??= createBrowserStorage(() => adoptFirstNames(sessionStorage, NAMESPACE), NAMESPACE)
  return tabStorage
}

/**
 * The host of our own page. A cookie that no script can read identifies the visitor, so requests carry no further headers.
 * Creating a host has no effects, so it may happen during a render.
 */
export function createPageHost(): VisitorHost {
  const listeners = new Set<() => void>()
  let isOpen = false
  let stopAlert: (() => void) | null = null

  function become(value: boolean) {
    if (value === isOpen) return
    isOpen = value
    for (const listener of listeners) listener()
  }

  return {
    storage: ownStorage(),
    tabStorage: ownTabStorage(),
    credential: {
      headers: async () => ({}),
      startHeaders: async () => ({}),
      keep: async () => {},
      forget: async () => {},
    },
    page: () => ({
      address: location.href,
      title: document.title,
      referrer: document.referrer,
      language: readerLanguage(),
      timeZone: readerTimeZone(),
    }),
    alertTitle(unreadCount) {
      stopAlert?.()
      stopAlert = unreadCount > 0 ? alertTitle(`(${badgeText(unreadCount)}) New message`) : null
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
