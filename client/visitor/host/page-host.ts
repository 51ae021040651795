import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { adoptFirstNames } from '../first-names'
import { createDocumentHost } from './document-host'
import { siteNamespace, type VisitorHost } from './host'

/** The namespace of our own page. Cannot clash with a site's key. */
const NAMESPACE = siteNamespace('default')

let storage: BrowserStorage | null = null
let tabStorage: BrowserStorage | null = null

/** One per page, so that all hosts see values that are only in memory. */
function ownStorage(): BrowserStorage {
  storage ??= createBrowserStorage(() => adoptFirstNames(localStorage, NAMESPACE), NAMESPACE)
  return storage
}

function ownTabStorage(): BrowserStorage {
  tabStorage ??= createBrowserStorage(() => adoptFirstNames(sessionStorage, NAMESPACE), NAMESPACE)
  return tabStorage
}

/** The host for our own page. An HttpOnly cookie identifies the visitor, so requests carry no extra headers. */
export function createPageHost(): VisitorHost {
  return createDocumentHost({
    storage: ownStorage(),
    tabStorage: ownTabStorage(),
    server: '',
    credential: {
      headers: async () => ({}),
      startHeaders: async () => ({}),
      keep: async () => {},
      forget: async () => {},
    },
  })
}
