import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { adoptFirstNames } from '../first-names'
import { createDocumentHost } from './document-host'
import { siteNamespace, type VisitorHost } from './host'

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

/** The host of our own page. A cookie that no script can read identifies the visitor, so requests carry no further headers. */
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
